import { notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { db, type Tx } from '@/lib/infra/db';
import type { WalletDto } from './schemas';

type WalletRow = { id: number; currency: string; wallet: bigint; held: bigint; creditLimit: bigint };

/** `balance` includes what is held; `available = balance - held + creditLimit`. */
export function toWallet(row: WalletRow): WalletDto {
  const money = (minor: bigint) => formatMoney({ minor, currency: row.currency });
  return {
    billingAccountId: String(row.id),
    balance: money(row.wallet + row.held),
    held: money(row.held),
    creditLimit: money(row.creditLimit),
    available: money(row.wallet + row.creditLimit),
  };
}

/** The wallet of a billing account. Whether the caller may see it is decided by the noun that owns the account. */
export async function getWallet(billingAccountId: number, tx: Tx = db()): Promise<WalletDto> {
  const row = await tx.billingAccount.findUnique({ where: { id: billingAccountId } });
  if (!row) throw notFound('The billing account');
  return toWallet(row);
}
