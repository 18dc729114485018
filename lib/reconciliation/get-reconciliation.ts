import { openAdapter } from '@/lib/connections';
import { type Context, requireRole } from '@/lib/core/actor';
import { formatUnits, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { addDays, type CalendarDate, dayIn } from '@/lib/core/calendar-date';
import { notFound } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { differenceAt, type FoundDifference, findDifferences } from './find-differences';
import { recordQuantity } from './list-provider-records';
import type { ReconciliationDto, ReconciliationQuery } from './schemas';

type Difference = ReconciliationDto['differences'][number];

function amountText(side: { amount: bigint | null; asset: string | null }): string {
  const quantity = recordQuantity(side);
  return quantity && side.amount !== 0n
    ? `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}`
    : 'no traffic';
}

/** A difference in a sentence, with the amounts in the provider's own unit. */
export function differenceText({ kind, order, record }: FoundDifference): string {
  const ours = order ? `our order ${order.id} says ${amountText(order)}` : '';
  const theirs = record ? `the provider’s record says ${amountText(record)}` : '';
  const text = {
    only_ours: `${ours}, and the provider has no record of it`,
    only_provider: `${theirs}, and no order of ours fits: perhaps made on the provider’s own site`,
    amount_mismatch: `${ours}, ${theirs}`,
  }[kind];
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function toDto(found: FoundDifference): Difference {
  return {
    kind: found.kind,
    ...(found.order ? { orderId: String(found.order.id) } : {}),
    ...(found.record ? { recordId: String(found.record.id) } : {}),
    at: differenceAt(found).toISOString(),
    detail: differenceText(found),
  };
}

/** Days compared at a time, so that a year takes no more memory than a month. */
const DAYS_AT_ONCE = 31;

/** A range in parts, oldest first. */
function partsOf({ from, to }: { from: CalendarDate; to: CalendarDate }): { from: CalendarDate; to: CalendarDate }[] {
  const parts = [];
  for (let first = from; first <= to; first = addDays(first, DAYS_AT_ONCE)) {
    const last = addDays(first, DAYS_AT_ONCE - 1);
    parts.push({ from: first, to: last < to ? last : to });
  }
  return parts;
}

/**
 * Our applied orders against the provider's records, by provider days, from what was mirrored at the last sync. An order
 * made after that sync has not been looked for yet, and is no difference.
 */
export async function getReconciliation(ctx: Context, query: ReconciliationQuery): Promise<ReconciliationDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const exists = await db().connection.findUnique({ where: { id: query.connectionId }, select: { id: true } });
  if (!exists) throw notFound('The connection');
  const { adapter, connection, settings } = await openAdapter(query.connectionId);
  const readAt = connection.lastSyncedAt;
  // A provider without lists (Freebit) can contradict nothing, and neither can lists that were never read.
  if (!adapter.records || !readAt) return { matched: 0, differences: [], asOf: readAt?.toISOString() ?? null };
  const isTold = (found: FoundDifference) => found.kind !== 'only_ours' || found.order.to < readAt;
  const result: ReconciliationDto = { matched: 0, differences: [], asOf: readAt.toISOString() };
  for (const part of partsOf(query)) {
    // Each part is read a day wider on both ends, and tells what lies in it.
    const inRange = (at: Date) => {
      const day = dayIn(settings.timeZone, at);
      return day >= part.from && day <= part.to;
    };
    const { pairs, differences } = await findDifferences(connection.id, part);
    result.matched += pairs.filter(({ record }) => inRange(record.at)).length;
    for (const found of differences) {
      if (inRange(differenceAt(found)) && isTold(found)) result.differences.push(toDto(found));
    }
  }
  result.differences.sort((x, y) => (x.at < y.at ? 1 : -1));
  return result;
}
