import { expect, test } from 'vitest';
import { parseAccountLines } from './parse-account-lines';

test('lines from a spreadsheet, a mail or a list, with the reason of each that cannot be taken', () => {
  const lines = parseAccountLines(
    '090-1234-5678\tTruck 7\tSakura\r\n\nAAA0_00000000001\n09012345678\n12 34\n"08011112222", "Van, blue"',
  );
  expect(
    lines.map(({ no, externalId, externalName, customer, problem }) => [
      no,
      externalId,
      externalName,
      customer,
      problem !== null,
    ]),
  ).toEqual([
    [1, '09012345678', 'Truck 7', 'Sakura', false],
    [3, 'AAA0_00000000001', null, null, false],
    [4, '09012345678', null, null, true],
    [5, '1234', null, null, true],
    [6, '08011112222', '"Van', 'blue"', false],
  ]);
});
