import { formatDecimal, parseDecimal } from '@/lib/core/decimal';
import type { LedgerTransactionDto } from '@/lib/ledger/schemas';

type Text = { amount: string; currency: string };

/** What a transaction did to a wallet: how the balance changed, and how much was set aside or set free. */
type WalletChange = { balance: Text | null; held: Text | null };

const SCALE = 4;

/**
 * The balance is wallet and hold together, so a hold moves nothing and a sale takes from the hold. Amounts are signed
 * decimals in the wallet's currency; null where nothing changed.
 */
export function walletChange(transaction: LedgerTransactionDto, billingAccountId: string): WalletChange {
  const wallet = `wallet:${billingAccountId}`;
  const hold = `hold:${billingAccountId}`;
  let currency: string | null = null;
  let inWallet = 0n;
  let inHold = 0n;
  for (const { source, destination, asset, amount } of transaction.postings) {
    const minor = parseDecimal(amount, SCALE);
    const code = /^([A-Z]{3})\/\d$/.exec(asset)?.[1];
    if (minor === null || code === undefined) continue;
    currency = code;
    if (source === wallet) inWallet -= minor;
    if (destination === wallet) inWallet += minor;
    if (source === hold) inHold -= minor;
    if (destination === hold) inHold += minor;
  }
  const digits = (transaction.balanceAfter?.amount.split('.')[1] ?? '').length;
  const text = (value: bigint): Text | null =>
    currency === null || value === 0n ? null : { amount: formatDecimal(value, SCALE, digits), currency };
  return { balance: text(inWallet + inHold), held: text(inHold) };
}
