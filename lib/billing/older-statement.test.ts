import { expect, it } from 'vitest';
import { statementDto } from './schemas';

it('leaves a statement as it was closed: what later ones carry is not added', () => {
  const money = (amount: string) => ({ amount, currency: 'USD' });
  const closed = {
    billingAccountId: '8',
    name: 'Harbor & Finch',
    month: '2026-10',
    currency: 'USD',
    status: 'closed',
    opening: money('0.00'),
    closing: money('0.00'),
    lines: [],
    usage: [],
    byteBase: 1024,
  };
  expect(JSON.stringify(statementDto.parse(closed))).toBe(JSON.stringify(closed));
});
