import { deflateRawSync } from 'node:zlib';
import { readXlsx as readWorkbook, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readXlsx, WorkbookError } from './read-xlsx';
import { type XlsxSheet, xlsxResponse, xlsxStream } from './xlsx';

const LIMITS = { columns: 3, maxRows: 10, maxBytes: 1_000_000 };

async function bytesOf(sheet: XlsxSheet): Promise<Uint8Array> {
  return new Uint8Array(await new Response(xlsxStream(sheet)).arrayBuffer());
}

const sheet = (rows: XlsxSheet['rows'], more: Partial<XlsxSheet> = {}): XlsxSheet => ({
  name: 'Usage: "a/b"',
  head: [
    ['Unit', 'GB'],
    ['Time zone', 'Asia/Tokyo'],
  ],
  columns: [{ label: 'Account' }, { label: 'Download (GB)', kind: 'number' }],
  rows,
  ...more,
});

describe('a written workbook', () => {
  test('has its head, its labels, numbers that can be summed, ids that keep their zeros, and no formula', async () => {
    const bytes = await bytesOf(
      sheet([
        ['09012345678', '57500.89'],
        ['=1+1', '1234567890.1234567'],
        ['@x', null],
        ['x\u0001y', '-3'],
      ]),
    );
    const [first] = (await readWorkbook(bytes)).sheets;
    expect(first?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['Unit', 'GB'],
      ['Time zone', 'Asia/Tokyo'],
      [null, null],
      ['Account', 'Download (GB)'],
      ['09012345678', 57500.89],
      ["'=1+1", '1234567890.1234567'],
      ["'@x", null],
      [expect.stringMatching(/^x.*y$/), -3],
    ]);
    expect(first?.name).toBe('Usage  "a b"');
  });

  test('goes on in a second sheet under the same labels', async () => {
    const rows = Array.from({ length: 7 }, (_, index) => [`a${index}`, String(index)]);
    const { sheets } = await readWorkbook(await bytesOf(sheet(rows, { head: [], maxRows: 4 })));
    expect(sheets.map(({ rows: of }) => of.map(([account]) => account))).toEqual([
      ['Account', 'a0', 'a1', 'a2'],
      ['Account', 'a3', 'a4', 'a5'],
      ['Account', 'a6'],
    ]);
  });

  test('pulls its rows only as fast as they are taken, and breaks off where they do', async () => {
    let pulled = 0;
    async function* many() {
      for (; pulled < 300_000; pulled++) yield [`account ${pulled}`, String(pulled)];
    }
    const reader = xlsxStream(sheet(many())).getReader();
    for (let i = 0; i < 20; i++) await reader.read();
    expect(pulled).toBeGreaterThan(0);
    expect(pulled).toBeLessThan(150_000);
    await reader.cancel();
    async function* broken() {
      yield ['a', '1'];
      throw new Error('the database went away');
    }
    await expect(bytesOf(sheet(broken()))).rejects.toThrow('the database went away');
  });

  test('as a download has a harmless name', () => {
    const { headers } = xlsxResponse('usage "ü"\n2026', sheet([]));
    expect(headers.get('content-disposition')).toBe('attachment; filename="usage_____2026.xlsx"');
  });
});

describe('a workbook of a stranger', () => {
  test('is read as texts: first sheet, first columns, no digits that nobody typed', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'A',
          rows: [['Account', 'GB', 'Note'], [], ['0901', 0.1 + 0.2, true, 'further'], [9012345678, '1.01', null]],
        },
        { name: 'B', rows: [['not this']] },
      ],
    });
    expect(await readXlsx(bytes, LIMITS)).toEqual([
      ['Account', 'GB', 'Note'],
      ['0901', '0.3', 'true'],
      ['9012345678', '1.01', ''],
    ]);
    expect(await readXlsx(await bytesOf(sheet([['a', '1']])), LIMITS)).toHaveLength(4);
  });

  test('is not read beyond its rows', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => [String(index), '1']);
    expect(await readXlsx(await writeXlsx({ sheets: [{ name: 'A', rows }] }), LIMITS)).toHaveLength(11);
  });

  test.each([
    ['states more than may be unpacked', bomb({ size: 50_000_000 }), true],
    ['states less than it holds', bomb({ size: 100 }), false],
    ['states nothing', bomb({ size: 0 }), false],
    ['points at one part a thousand times', bomb({ size: 100, times: 1000 }), true],
    ['is no archive', new TextEncoder().encode('a;b;c'), false],
    ['is empty', new Uint8Array(), false],
    ['is cut', bomb({ size: 50_000_000 }).slice(0, 60), false],
  ])('that %s is refused', async (_name, bytes, tooLarge) => {
    const failure = await readXlsx(bytes, LIMITS).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(WorkbookError);
    expect(failure).toMatchObject({ tooLarge });
  });
});

/** An archive whose one part holds 50 MB of spaces and says that it is `size`. */
function bomb({ size, times = 1 }: { size: number; times?: number }): Uint8Array {
  const name = Buffer.from('[Content_Types].xml');
  const packed = deflateRawSync(Buffer.alloc(50_000_000, ' '));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(size, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(times, 10);
  end.writeUInt32LE((central.length + name.length) * times, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, ...Array.from({ length: times }, () => [central, name]).flat(), end]);
}
