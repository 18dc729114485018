import { expect, test } from 'vitest';
import { AppError } from '@/lib/core/errors';
import { parseRows } from './parse-rows';
import { MAX_BULK_ROWS } from './schemas';

function message(text: string): string {
  try {
    parseRows(text);
  } catch (error) {
    if (error instanceof AppError) return error.message;
  }
  return '';
}

test.each([
  ['tabs', 'Account\tGB\tNote\n1001\t1.01\thello, you\n1002\t20 GB\n'],
  ['semicolons, no head', '1001;1.01;hello, you\r\n\r\n1002;20'],
  ['commas, quotes, a mark', '\uFEFF"Customer","Traffic","Note"\n"1001","1.01","hello, you"\n1002,20GB,'],
])('rows by %s', (_name, text) => {
  expect(parseRows(text)).toEqual([
    { no: 1, account: '1001', amountText: '1.01', note: 'hello, you', gb: 1_010_000n, problem: null },
    expect.objectContaining({ no: 2, account: '1002', note: null, gb: 20_000_000n, problem: null }),
  ]);
});

test.each([
  ['1001;', 'The amount is missing.'],
  ['1001;0', 'Write the amount in GB'],
  ['1001;-1', 'Write the amount in GB'],
  ['1001;1e3', 'Write the amount in GB'],
  ['1001;1,5', 'Write the amount with a point'],
  ['1001;1.0000001', 'Write the amount in GB'],
  [';5', 'The account is missing.'],
  ['10\u000001;5', 'This is no account.'],
  [`1001;5;${'x'.repeat(1001)}`, 'The note is too long'],
])('%j is refused with its reason, and the other row is not', (line, problem) => {
  const [good, bad] = parseRows(`1000;1\n${line}`);
  expect(good).toMatchObject({ problem: null, gb: 1_000_000n });
  expect(bad?.problem).toContain(problem);
  expect(bad?.gb ?? null).toBe(bad?.problem === null ? 5_000_000n : null);
});

test('what is no table at all, empty, too long or a workbook is refused as a whole', () => {
  expect(message('')).toContain('at least one row');
  expect(message('Account;GB\n')).toContain('at least one row');
  expect(message('PK\u0003\u0004')).toContain('as a file');
  expect(message('1;1\n'.repeat(MAX_BULK_ROWS + 1))).toContain(`${MAX_BULK_ROWS + 1}`);
});
