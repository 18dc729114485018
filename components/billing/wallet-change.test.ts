import { expect, test } from 'vitest';
import type { LedgerTransactionDto } from '@/lib/ledger/schemas';
import { walletChange } from './wallet-change';

function transaction(...moves: [string, string, string][]): LedgerTransactionDto {
  return {
    id: '1',
    at: '2026-11-20T10:00:00.000Z',
    kind: 'hold',
    reference: 'r',
    orderId: null,
    billingAccountId: '4',
    note: null,
    postings: moves.map(([source, destination, amount]) => ({ source, destination, asset: 'USD/2', amount })),
    balanceAfter: { amount: '10.00', currency: 'USD' },
  };
}

test('a hold and its release move no balance, a sale takes from the hold, a payment adds', () => {
  const hold = walletChange(transaction(['wallet:4', 'hold:4', '2.50']), '4');
  expect(hold).toEqual({ balance: null, held: { amount: '2.50', currency: 'USD' } });
  const release = walletChange(transaction(['hold:4', 'wallet:4', '2.50']), '4');
  expect(release).toEqual({ balance: null, held: { amount: '-2.50', currency: 'USD' } });
  const sale = walletChange(transaction(['hold:4', 'revenue:USD', '2.50']), '4');
  expect(sale.balance).toEqual({ amount: '-2.50', currency: 'USD' });
  expect(walletChange(transaction(['payments:bank:USD', 'wallet:4', '100.00']), '4').balance?.amount).toBe('100.00');
});

test('another account with a number that begins alike takes no part', () => {
  expect(walletChange(transaction(['wallet:44', 'hold:44', '2.50']), '4')).toEqual({ balance: null, held: null });
});
