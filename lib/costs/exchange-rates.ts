import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { formatDecimal, parseDecimal } from '@/lib/core/decimal';
import { AppError } from '@/lib/core/errors';
import { db, fromDbDay, inTransaction, isUniqueViolation, toDbDay } from '@/lib/infra/db';
import { addMonths, assertOpen, startOfMonth } from './months';
import type { ExchangeRateDto, ExchangeRateInput } from './schemas';

/** Decimals of a rate. */
export const RATE_SCALE = 8;

type Row = { id: number; base: string; quote: string; rate: bigint; validFrom: Date };

/** A rate as callers see it. */
export function toRateDto(row: Row): ExchangeRateDto {
  return {
    id: String(row.id),
    base: row.base,
    quote: row.quote,
    rate: formatDecimal(row.rate, RATE_SCALE),
    from: fromDbDay(row.validFrom),
  };
}

/** Exchange rates that were entered, the latest first (at most 500). Admins and viewers only. */
export async function listExchangeRates(ctx: Context): Promise<{ data: ExchangeRateDto[]; nextCursor: null }> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const rows = await db().exchangeRate.findMany({ orderBy: [{ validFrom: 'desc' }, { id: 'desc' }], take: 500 });
  return { data: rows.map(toRateDto), nextCursor: null };
}

/**
 * Enters what one unit of a currency is worth in another, from a day of UTC on. A day in a closed month is refused, so that
 * its margin stays. Admins only. Throws `already_exists` where the day has a rate.
 */
export async function addExchangeRate(ctx: Context, input: ExchangeRateInput): Promise<ExchangeRateDto> {
  requireRole(ctx.actor, 'admin');
  const { base, quote } = input;
  const rate = parseDecimal(input.rate, RATE_SCALE);
  if (base === quote || rate === null) {
    const message = 'A rate is between two currencies.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'quote', message }] });
  }
  return inTransaction(async (tx) => {
    await assertOpen(tx, toDbDay(input.from));
    const row = await tx.exchangeRate.create({
      data: { base, quote, rate, validFrom: toDbDay(input.from), createdBy: actorKey(ctx.actor), createdAt: ctx.now() },
    });
    await recordAudit(tx, ctx, {
      action: 'exchange_rate.added',
      entity: 'exchange_rate',
      entityId: row.id,
      after: { ...input },
    });
    return toRateDto(row);
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('already_exists', `There is a rate of ${base} in ${quote} from ${input.from} on already.`);
  });
}

/** The rates in force at the end of a month, the latest of each pair. */
export async function ratesOf(month: string): Promise<Row[]> {
  const rows = await db().exchangeRate.findMany({
    where: { validFrom: { lt: startOfMonth(addMonths(month, 1)) } },
    orderBy: [{ validFrom: 'desc' }, { id: 'desc' }],
    distinct: ['base', 'quote'],
  });
  return rows;
}
