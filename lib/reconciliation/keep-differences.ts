import { z } from 'zod';
import { openAdapter } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { toBytes } from '@/lib/core/assets';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { byteNumber } from '@/lib/core/wire';
import { db, inTransaction, type Tx, toDbDay } from '@/lib/infra/db';
import { log } from '@/lib/infra/log';
import { checkFiguresIfChanged } from './check-figures';
import { comparedSince } from './compared-since';
import { differenceAt, type FoundDifference, findDifferences } from './find-differences';
import { differenceText } from './get-reconciliation';
import { likelyCause } from './likely-cause';
import { recordQuantity } from './list-provider-records';
import type { Matches, TheirSide } from './match-records';
import { recordKindSchema } from './schemas';

/** How many provider days back differences are looked for. */
const KEPT_DAYS = 35;
const TWIN_MS = 10 * 60_000;

const evidenceKind = z.object({ kind: z.string() });

/** Who closes what has vanished by itself; such a row opens again when it comes back. */
const CLOSED_BY_ITSELF = 'system:reconciliation';

const REASONS = {
  only_ours: 'The provider’s record of the order has appeared.',
  only_provider: 'An order that the record proves was found.',
  amount_mismatch: 'The order and the record are no longer taken for one act, or agree.',
};

/** Another line of the same account, amount and time, which does prove an order. */
function hasTwin(record: TheirSide, pairs: Matches['pairs']): boolean {
  return pairs.some(
    ({ record: other }) =>
      other.externalAccountId === record.externalAccountId &&
      other.amount === record.amount &&
      Math.abs(other.at.getTime() - record.at.getTime()) <= TWIN_MS,
  );
}

function bytesOf(side: { amount: bigint | null; asset: string | null }): number | null {
  const quantity = recordQuantity(side);
  return quantity ? byteNumber(toBytes(quantity)) : null;
}

type Reading = { connectionId: number; readAt: string | null; lagMinutes: number; pairs: Matches['pairs'] };

async function guessOf({ kind, order, record }: FoundDifference, reading: Reading): Promise<string> {
  const [ours, theirs] = await Promise.all([
    order && db().order.findUniqueOrThrow({ where: { id: order.id } }),
    record && db().providerRecord.findUniqueOrThrow({ where: { id: record.id } }),
  ]);
  return likelyCause(
    kind,
    ours && {
      bytes: bytesOf(ours),
      createdAt: ours.createdAt.toISOString(),
      settledAt: ours.settledAt?.toISOString() ?? null,
      evidence: ours.evidence === null ? null : evidenceKind.parse(ours.evidence),
    },
    theirs && {
      bytes: bytesOf(theirs),
      operator: theirs.operator,
      kind: recordKindSchema.parse(theirs.kind),
      at: theirs.at.toISOString(),
      firstSeenAt: theirs.firstSeenAt.toISOString(),
    },
    reading.readAt,
    { lagMinutes: reading.lagMinutes, twin: record !== null && hasTwin(record, reading.pairs) },
  );
}

function fingerprintOf(connectionId: number, { kind, order, record }: FoundDifference): string {
  return [connectionId, kind, order?.id ?? '', record?.id ?? ''].join(':');
}

async function keep(tx: Tx, ctx: Context, found: FoundDifference, day: string, guess: string, reading: Reading) {
  const fingerprint = fingerprintOf(reading.connectionId, found);
  const side = found.record ?? found.order;
  const account = await tx.upstreamAccount.findFirst({
    where: { connectionId: reading.connectionId, externalId: side.externalAccountId ?? '' },
    select: { id: true },
  });
  const detail = differenceText(found);
  await tx.discrepancy.upsert({
    where: { fingerprint },
    create: {
      fingerprint,
      connectionId: reading.connectionId,
      kind: found.kind,
      day: toDbDay(day),
      orderId: found.order?.id ?? null,
      recordId: found.record?.id ?? null,
      accountId: account?.id ?? null,
      amount: side.amount,
      asset: side.asset,
      guess,
      detail,
      foundAt: ctx.now(),
    },
    update: { guess, detail, accountId: account?.id ?? null },
    select: { id: true },
  });
  await tx.discrepancy.updateMany({
    where: { fingerprint, resolvedBy: CLOSED_BY_ITSELF },
    data: { resolvedAt: null, resolvedBy: null, resolution: null },
  });
}

/** Providers tell whole seconds: what happened within the second in which we began is not from before it. */
function wholeSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000);
}

/** An order that was applied after the list was read cannot be in it yet. */
function couldBeRead(found: FoundDifference, readAt: Date | null): boolean {
  return found.kind !== 'only_ours' || (readAt !== null && found.order.to <= readAt);
}

/** Compares one connection and keeps what differs: each difference once, closed with its reason when it has vanished. */
export async function keepDifferencesOf(ctx: Context, connectionId: number): Promise<void> {
  const { adapter, settings } = await openAdapter(connectionId);
  const since = await comparedSince(connectionId);
  if (!adapter.records || !since) return;
  const today = dayIn(settings.timeZone, ctx.now());
  const window = { from: addDays(today, 1 - KEPT_DAYS), to: addDays(today, 1) };
  const connection = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  const { pairs, differences } = await findDifferences(connectionId, window);
  const readAt = connection.lastSyncedAt?.toISOString() ?? null;
  const reading: Reading = { connectionId, readAt, lagMinutes: settings.recordLagMinutes, pairs };
  const news = differences
    .map((found) => ({ found, day: dayIn(settings.timeZone, differenceAt(found)) }))
    .filter(({ found, day }) => differenceAt(found) >= wholeSecond(since) && day >= window.from)
    .filter(({ found }) => couldBeRead(found, connection.lastSyncedAt));
  for (const { found, day } of news) {
    const guess = await guessOf(found, reading);
    await inTransaction((tx) => keep(tx, ctx, found, day, guess, reading));
  }
  for (const [kind, resolution] of Object.entries(REASONS)) {
    await db().discrepancy.updateMany({
      where: {
        connectionId,
        kind: kind as keyof typeof REASONS, // its own keys
        resolvedAt: null,
        day: { gte: toDbDay(window.from) },
        fingerprint: { notIn: news.map(({ found }) => fingerprintOf(connectionId, found)) },
      },
      data: { resolvedAt: ctx.now(), resolvedBy: CLOSED_BY_ITSELF, resolution },
    });
  }
}

/** Compares every connection that was synced since it was compared last. Safe to run anywhere, any time. */
export async function keepDifferences(ctx: Context = systemContext('reconciliation')): Promise<void> {
  const connections = await db().connection.findMany({
    where: { lastSyncedAt: { not: null }, status: { not: 'disabled' } },
    select: { id: true, lastSyncedAt: true },
  });
  for (const { id, lastSyncedAt } of connections) {
    const key = `reconciliation.compared.${id}`;
    const value = lastSyncedAt?.toISOString() ?? '';
    const done = await db().setting.findUnique({ where: { key } });
    if (done?.value === value) continue;
    try {
      await keepDifferencesOf(ctx, id);
      await checkFiguresIfChanged(ctx, id);
      await db().setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    } catch (error) {
      log().warn({ err: error, connectionId: id }, 'a connection could not be compared');
    }
  }
}
