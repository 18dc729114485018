import { getConnection } from '@/lib/connections';
import { type Context, seesInternals, systemContext } from '@/lib/core/actor';
import { byteBaseOf, formatUnits, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { addDays, dayIn, isTimeZone } from '@/lib/core/calendar-date';
import { sha256 } from '@/lib/infra/crypto';
import { db, fromDbDay } from '@/lib/infra/db';
import { assetText } from '@/lib/ledger';
import { getOrder, isStillTheirs, listOrderEvents, residualBytes } from '@/lib/orders';
import { recordOfOrder, recordQuantity } from '@/lib/reconciliation';
import { getDailyUsage } from '@/lib/usage';
import type { DisputePack } from './types';

/** Days shown before and after the order's own. */
const AROUND_DAYS = 5;

async function readLedger(orderId: number, internals: boolean): Promise<DisputePack['ledger']> {
  const rows = await db().ledgerTransaction.findMany({
    where: { orderId },
    include: { postings: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap((row) =>
    row.postings
      // Traffic that leaves our stock is the house's own book.
      .filter(({ asset }) => internals || /^[A-Z]{3}\/\d$/.test(asset))
      .map(({ asset, amount }) => ({
        at: row.at.toISOString(),
        kind: row.kind,
        amount: assetText(asset, amount),
        asset: asset.replace(/\/\d$/, ''),
      })),
  );
}

/** A proof's own figures were read when it was found. */
function residualOf(
  row: {
    asset: string | null;
    residualBefore: bigint | null;
    residualBeforeAt: Date | null;
    residualAfter: bigint | null;
    residualAfterAt: Date | null;
  },
  evidence: DisputePack['order']['evidence'],
): DisputePack['residual'] {
  const afterBytes = residualBytes(row, row.residualAfter);
  return {
    beforeBytes: residualBytes(row, row.residualBefore) ?? evidence?.residualBefore ?? null,
    beforeAt: row.residualBeforeAt?.toISOString() ?? null,
    afterBytes: afterBytes ?? evidence?.residualAfter ?? null,
    afterAt: row.residualAfterAt?.toISOString() ?? (evidence?.residualAfter == null ? null : evidence.at),
  };
}

function recordDto(row: Awaited<ReturnType<typeof recordOfOrder>>, internals: boolean): DisputePack['record'] {
  if (!row) return null;
  const quantity = recordQuantity(row);
  return {
    at: row.at.toISOString(),
    day: fromDbDay(row.day),
    units: quantity ? `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}` : null,
    externalOrderId: row.externalOrderId,
    reference: row.reference,
    operator: internals ? row.operator : null,
  };
}

/**
 * Everything that proves one order. Agents get their own orders' without internals: no exchanges, no operators, no stock.
 * Throws `not_found`, also for another agent's.
 */
export async function getDispute(ctx: Context, input: { orderId: number }): Promise<DisputePack> {
  const internals = seesInternals(ctx.actor);
  // First by itself: it says "not found" where there is none, or none for this reader.
  const { attempts, ...order } = await getOrder(ctx, { id: input.orderId });
  const [events, row] = await Promise.all([
    listOrderEvents(ctx, { id: input.orderId }),
    db().order.findUniqueOrThrow({
      where: { id: input.orderId },
      include: { connection: { select: { name: true, usageAsset: true } }, attempts: { orderBy: { no: 'asc' } } },
    }),
  ]);
  const { settings } = await getConnection(systemContext('dispute pack'), { id: row.connectionId });
  const timeZone = typeof settings.timeZone === 'string' && isTimeZone(settings.timeZone) ? settings.timeZone : 'UTC';
  const day = dayIn(timeZone, row.createdAt);
  const window = { from: addDays(day, -AROUND_DAYS), to: addDays(day, AROUND_DAYS) };
  const [record, usage, ledger] = await Promise.all([
    recordOfOrder(row),
    row.accountId === null ? null : getDailyUsage(ctx, { ...window, accountId: row.accountId }),
    readLedger(row.id, internals),
  ]);
  return {
    order,
    internals,
    issuedAt: ctx.now().toISOString(),
    connectionName: row.connection.name,
    timeZone,
    byteBase: byteBaseOf(row.connection.usageAsset),
    events,
    attempts: attempts.map((attempt, index) => {
      const { request, response } = row.attempts[index] ?? { request: null, response: null };
      return { ...attempt, sha256: sha256(`${request ?? ''}\n${response ?? ''}`) };
    }),
    record: recordDto(record, internals),
    residual: residualOf(row, order.evidence),
    usage: (usage?.data ?? []).map(({ date, totalBytes, provisional }) => ({ date, totalBytes, provisional })),
    ledger,
  };
}

/** What an admin wrote down when settling an order by hand is for the house. */
const SETTLED_BY_HAND = /^Settled by hand: /;

/** The same for eyes outside: without people, notes, exchanges, or our stock. */
export async function publicDispute(input: { orderId: number }, now: () => Date): Promise<DisputePack> {
  const pack = await getDispute(systemContext('dispute link', now), input);
  const { evidence } = pack.order;
  return {
    ...pack,
    internals: false,
    // What others have used since the account became theirs is not for whoever has the link.
    usage: (await isStillTheirs(db(), input.orderId)) ? pack.usage : [],
    order: {
      ...pack.order,
      madeBy: 'Staff',
      note: null,
      evidence: evidence?.kind === 'manual' ? { ...evidence, note: '' } : evidence,
    },
    events: pack.events.map((event) => ({
      ...event,
      actor: event.actor === 'Gigatill' ? 'Gigatill' : 'Staff',
      detail: event.detail !== null && SETTLED_BY_HAND.test(event.detail) ? null : event.detail,
    })),
    attempts: pack.attempts.map(({ at, finishedAt, outcome, sent, providerCode, message, sha256: digest }) => ({
      at,
      finishedAt,
      outcome,
      sent,
      providerCode,
      message,
      sha256: digest,
    })),
    record: pack.record && { ...pack.record, operator: null },
    ledger: pack.ledger.filter(({ asset }) => /^[A-Z]{3}$/.test(asset)),
  };
}
