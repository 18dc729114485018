import 'server-only';
import { streamXlsxRows } from 'hucre/xlsx';

// The library bounds each part of an archive by the size that the archive states for it, and unstated ones by 2 GiB. So
// the stated sizes are looked at first, and an archive that leaves any out, or states too much in sum, is not opened.

const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const MAX_PARTS = 200;

/** What cannot be read as a workbook; `tooLarge` says that it may well be one. */
export class WorkbookError extends Error {
  readonly tooLarge: boolean;
  constructor(message: string, tooLarge = false, cause?: unknown) {
    super(message, { cause });
    this.name = 'WorkbookError';
    this.tooLarge = tooLarge;
  }
}

/** The stated size of all parts, unpacked. Throws WorkbookError for what an ordinary program does not write. */
function statedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const first = Math.max(0, bytes.length - 65_557);
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) throw new WorkbookError('no archive');
  const parts = view.getUint16(end + 10, true);
  if (parts > MAX_PARTS) throw new WorkbookError(`${parts} parts`, true);
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let i = 0; i < parts; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new WorkbookError('broken directory');
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const encrypted = (view.getUint16(at + 8, true) & 1) !== 0;
    if (encrypted || (method !== 0 && method !== 8))
      throw new WorkbookError('a part that is encrypted or packed oddly');
    // Left out, or said elsewhere: then nothing bounds the part.
    if (packed === 0xffffffff || size === 0xffffffff || (size === 0) !== (packed === 0)) {
      if (!(method === 8 && size === 0 && packed === 2)) throw new WorkbookError('a part without its size');
    }
    if (method === 0 && packed !== size) throw new WorkbookError('a part without its size');
    if ((view.getUint16(at + 8, true) & 8) !== 0 && packed === 0) throw new WorkbookError('a part without its size');
    total += size;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

/** As the cell was meant: a float's last digits, which nobody typed, are left out. */
function cellText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

/**
 * The rows of a workbook's first sheet as texts, its first `columns` cells each; empty rows are left out. For files of
 * strangers: nothing is unpacked beyond `maxBytes` in all, and no more than `maxRows` + 1 rows are read. Throws WorkbookError.
 */
export async function readXlsx(
  bytes: Uint8Array,
  { columns, maxRows, maxBytes }: { columns: number; maxRows: number; maxBytes: number },
): Promise<string[][]> {
  const size = statedSize(bytes);
  if (size > maxBytes) throw new WorkbookError(`${size} bytes unpacked`, true);
  const rows: string[][] = [];
  try {
    for await (const { values } of streamXlsxRows(bytes)) {
      const cells = Array.from({ length: columns }, (_, index) => cellText(values[index]).trim());
      if (cells.some((text) => text !== '')) rows.push(cells);
      if (rows.length > maxRows) break;
    }
  } catch (error) {
    throw new WorkbookError('not read', false, error);
  }
  return rows;
}
