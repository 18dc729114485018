import { expect, test, vi } from 'vitest';
import { AppError } from '@/lib/core/errors';
import { serveDownload } from './download';

vi.mock('@/lib/auth', () => ({ currentActor: async () => ({ kind: 'system', name: 'test' }) }));

async function* rows() {
  yield ['=1+1', '1.50', 'a,b'];
  yield ['名前', null, '-3', '-cmd'];
}

const table = async () => ({
  fileName: 'a "b"',
  name: 'Sheet',
  head: [['Unit', 'GB']] as const,
  columns: [{ label: 'Name' }, { label: 'GB', kind: 'number' as const }, { label: 'Note' }],
  rows: rows(),
});

test('CSV: a mark, the head, the labels, then rows without formulas', async () => {
  const response = await serveDownload(new Request('http://here/x'), table);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="a__b_.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes).split('\n')).toEqual([
    'Unit,GB',
    '',
    'Name,GB,Note',
    '\'=1+1,1.50,"a,b"',
    "名前,,-3,'-cmd",
    '',
  ]);
});

test('a workbook where it is asked for', async () => {
  const response = await serveDownload(new Request('http://here/x?format=xlsx'), table);
  expect(response.headers.get('content-type')).toContain('spreadsheetml');
  expect(new TextDecoder().decode((await response.arrayBuffer()).slice(0, 2))).toBe('PK');
});

test('lines that are ready take the place of rows, in a CSV only', async () => {
  async function* csvLines() {
    yield 'a,1.50,\nb,2,\n';
    yield '名前,3,\n';
  }
  const ready = async () => ({ ...(await table()), csvLines });
  const csv = await serveDownload(new Request('http://here/x'), ready);
  expect(await csv.text()).toBe('Unit,GB\n\nName,GB,Note\na,1.50,\nb,2,\n名前,3,\n');
  const workbook = await serveDownload(new Request('http://here/x?format=xlsx'), ready);
  expect((await workbook.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
});

test('what is refused is said, and what breaks off is no whole file', async () => {
  const refused = await serveDownload(new Request('http://here/x'), async () => {
    throw new AppError('forbidden', 'Your role does not allow this.');
  });
  expect([refused.status, await refused.text()]).toEqual([403, 'Your role does not allow this.']);
  async function* broken() {
    yield ['a', '1', ''];
    throw new Error('the database went away');
  }
  const cut = await serveDownload(new Request('http://here/x'), async () => ({ ...(await table()), rows: broken() }));
  await expect(cut.text()).rejects.toThrow('the database went away');
});
