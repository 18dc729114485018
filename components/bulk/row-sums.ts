import type { BulkRowDto } from '@/lib/bulk/schemas';
import { GB_SCALE } from '@/lib/core/assets';
import { formatDecimal, parseDecimal } from '@/lib/core/decimal';
import { formatMoney, parseMoney } from '@/lib/core/money';

/** Rows to order, as sums: GB as a decimal text, prices by currency. */
export type Rows = { count: number; gb: string; prices: { amount: string; currency: string }[] };

/** The sums of rows on top of others, exactly. */
export function sumOf(rows: readonly BulkRowDto[], others: Rows = { count: 0, gb: '0', prices: [] }): Rows {
  const prices = new Map<string, bigint>();
  for (const price of [...others.prices, ...rows.flatMap((row) => row.price ?? [])]) {
    prices.set(price.currency, (prices.get(price.currency) ?? 0n) + (parseMoney(price)?.minor ?? 0n));
  }
  const gb = rows.reduce(
    (sum, row) => sum + (parseDecimal(row.amountGb, GB_SCALE) ?? 0n),
    parseDecimal(others.gb, GB_SCALE) ?? 0n,
  );
  return {
    count: others.count + rows.length,
    gb: formatDecimal(gb, GB_SCALE),
    prices: [...prices].map(([currency, minor]) => formatMoney({ minor, currency })),
  };
}
