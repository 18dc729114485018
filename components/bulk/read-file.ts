import { MAX_BULK_ROWS, MAX_FILE_BYTES } from '@/lib/bulk/schemas';
import type { Outcome } from '../ui/outcome';

/** Reads a workbook on the server, which guards itself against what strangers pack into one. */
export type ReadWorkbook = (form: FormData) => Promise<Outcome<{ text: string }>>;

const LOST = 'The answer got lost on the way. Choose the file again.';

async function askServer(file: File, readWorkbook: ReadWorkbook): Promise<{ text: string } | { problem: string }> {
  const form = new FormData();
  form.set('file', file);
  try {
    const outcome = await readWorkbook(form);
    return outcome.ok ? outcome.data : { problem: outcome.message };
  } catch {
    return { problem: LOST };
  }
}

/** The rows of a CSV file or a workbook as text, or why it cannot be taken. */
export async function readFile(
  file: File,
  readWorkbook: ReadWorkbook,
): Promise<{ text: string } | { problem: string }> {
  if (file.size > MAX_FILE_BYTES) return { problem: `This file is too large: at most ${MAX_BULK_ROWS} rows at once.` };
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first === 0x50 && second === 0x4b) return askServer(file, readWorkbook);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'This file is neither a workbook (.xlsx) nor text in UTF-8. Save it as one of them.' };
  }
}
