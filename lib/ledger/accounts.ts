import { minorDigits } from '@/lib/core/money';
import type { SqlRunner } from '@/lib/infra/sql';

/** A ledger account by name; the asset is part of its identity. */
export type AccountRef = { code: string; asset: string; billingAccountId?: number };

/** A currency as a ledger asset, e.g. `USD/2`. */
export function moneyAsset(currency: string): string {
  return `${currency}/${minorDigits(currency)}`;
}

/** What an agent or customer has with us. */
export function walletAccount(billingAccountId: number, currency: string): AccountRef {
  return { code: `wallet:${billingAccountId}`, asset: moneyAsset(currency), billingAccountId };
}

/** What is set aside for orders that are not settled. */
export function holdAccount(billingAccountId: number, currency: string): AccountRef {
  return { code: `hold:${billingAccountId}`, asset: moneyAsset(currency), billingAccountId };
}

/** Where payments come from, by how they were made. */
export function paymentAccount(method: string, currency: string): AccountRef {
  return { code: `payments:${method}:${currency}`, asset: moneyAsset(currency) };
}

/** The other side of corrections. */
export function adjustmentAccount(currency: string): AccountRef {
  return { code: `adjustments:${currency}`, asset: moneyAsset(currency) };
}

/** What we earned. */
export function revenueAccount(currency: string): AccountRef {
  return { code: `revenue:${currency}`, asset: moneyAsset(currency) };
}

/** Traffic that we hold at a connection. */
export function stockAccount(connectionId: number, asset: string): AccountRef {
  return { code: `stock:${connectionId}:${asset}`, asset };
}

/** Traffic that was sold from a connection. */
export function soldAccount(connectionId: number, asset: string): AccountRef {
  return { code: `sold:${connectionId}:${asset}`, asset };
}

/** Makes the accounts that are not there. Safe when two transactions make the same one: the second waits for the first. */
export async function makeAccounts(tx: SqlRunner, refs: AccountRef[]): Promise<void> {
  const byCode = new Map(refs.map((ref) => [ref.code, ref]));
  // In one order everywhere, so that two transactions cannot wait for each other.
  for (const code of [...byCode.keys()].sort()) {
    const ref = byCode.get(code);
    await tx.$executeRaw`
      INSERT INTO ledger_account (code, asset, billing_account_id)
      VALUES (${code}, ${ref?.asset}, ${ref?.billingAccountId ?? null}) ON CONFLICT (code) DO NOTHING`;
  }
}
