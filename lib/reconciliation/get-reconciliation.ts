import { type Context, requireRole } from '@/lib/core/actor';
import { formatUnits, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { notFound } from '@/lib/core/errors';
import { db, toDbDay } from '@/lib/infra/db';
import { recordQuantity } from './list-provider-records';
import { matchRecords, type OurSide, type TheirSide } from './match-records';
import type { ReconciliationDto, ReconciliationQuery } from './schemas';
import { MATCH_RULES, ourSides, theirSides } from './sides';

type Difference = ReconciliationDto['differences'][number];

/** How near in time two acts on one account must be to be the same act with another amount. */
const SAME_ACT_MS = 10 * 60_000;

function amountText(amount: bigint | null): string {
  const quantity = recordQuantity({ amount, asset: 'IPWEB_MB' });
  return quantity && amount !== 0n ? `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}` : 'no traffic';
}

/** Of what is left without a partner, acts on one account at nearly one time: the amounts differ. */
function mismatches(orders: OurSide[], records: TheirSide[]): { order: OurSide; record: TheirSide }[] {
  const free = new Set(records);
  return orders.flatMap((order) => {
    const record = [...free].find(
      (candidate) =>
        candidate.externalAccountId === order.externalAccountId &&
        candidate.amount !== null &&
        order.amount !== null &&
        candidate.amount < 0n === order.amount < 0n &&
        Math.abs(candidate.at.getTime() - order.from.getTime()) <= SAME_ACT_MS,
    );
    if (!record) return [];
    free.delete(record);
    return [{ order, record }];
  });
}

function difference(kind: Difference['kind'], order: OurSide | null, record: TheirSide | null): Difference {
  const ours = order ? `our order ${order.id} says ${amountText(order.amount)}` : '';
  const theirs = record ? `the provider’s record says ${amountText(record.amount)}` : '';
  const detail = {
    only_ours: `${ours}, and the provider has no record of it`,
    only_provider: `${theirs}, and no order of ours fits: perhaps made on the provider’s own site`,
    amount_mismatch: `${ours}, ${theirs}`,
  }[kind];
  return {
    kind,
    ...(order ? { orderId: String(order.id) } : {}),
    ...(record ? { recordId: String(record.id) } : {}),
    at: (order?.from ?? record?.at ?? new Date(0)).toISOString(),
    detail: `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`,
  };
}

/** Our applied orders against the provider's records, by provider days, from what was mirrored at the last sync. */
export async function getReconciliation(ctx: Context, query: ReconciliationQuery): Promise<ReconciliationDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const connection = await db().connection.findUnique({ where: { id: query.connectionId } });
  if (!connection) throw notFound('The connection');
  const [ours, theirs] = await Promise.all([ourSides(connection.id, query), theirSides(connection.id, query)]);
  const { pairs, orders, records } = matchRecords(ours, theirs, MATCH_RULES);
  const from = toDbDay(query.from).getTime() - 14 * 3_600_000;
  const to = toDbDay(query.to).getTime() + 38 * 3_600_000;
  const inRange = (at: Date) => at.getTime() >= from && at.getTime() <= to;
  const certain = orders.filter((order) => order.certain && inRange(order.from));
  const wrong = mismatches(certain, records);
  const wrongOrders = new Set(wrong.map(({ order }) => order));
  const wrongRecords = new Set(wrong.map(({ record }) => record));
  const differences = [
    ...wrong.map(({ order, record }) => difference('amount_mismatch', order, record)),
    ...certain.filter((order) => !wrongOrders.has(order)).map((order) => difference('only_ours', order, null)),
    ...records
      .filter((record) => !wrongRecords.has(record) && inRange(record.at))
      .map((record) => difference('only_provider', null, record)),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return {
    matched: pairs.filter(({ record }) => inRange(record.at)).length,
    differences,
    asOf: connection.lastSyncedAt?.toISOString() ?? null,
  };
}
