import { type Context, systemContext } from '@/lib/core/actor';
import { latestBelievable } from '@/lib/infra/clock';
import { unseal } from '@/lib/infra/crypto';
import { db, inTransaction, Prisma } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { HttpFailure, sendHttp } from '@/lib/infra/http';
import { enqueue } from '@/lib/infra/jobs';
import { log } from '@/lib/infra/log';
import { SECRET_PURPOSE, signatureOf } from './internal';
import type { DeliveryTry } from './schemas';

const TIMEOUT_MS = 10_000;
/** Longer than a try can take: a lease that ran out belongs to a process that died. */
const LEASE_MS = 30_000;
/** Pauses after the first try, the second ...; after the last one the delivery is given up. */
const PAUSES_MS = [10_000, 60_000, 300_000, 1_800_000, 7_200_000, 21_600_000];

/** A pause or a lease that ends later was begun by a clock that was ahead. */
const beyondPauses = (now: Date) => latestBelievable(now, Math.max(...PAUSES_MS));
const beyondLeases = (now: Date) => latestBelievable(now, LEASE_MS);

type Claimed = Prisma.WebhookDeliveryGetPayload<{ include: { webhook: true } }>;

/** Takes a delivery that is due and that nobody sends, and counts the try before it is sent. Null: not ours to send now. */
async function claim(ctx: Context, id: bigint): Promise<Claimed | null> {
  const now = ctx.now();
  const [claimed] = await db().webhookDelivery.updateManyAndReturn({
    where: {
      id,
      deliveredAt: null,
      givenUpAt: null,
      AND: [
        {
          OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }, { nextAttemptAt: { gt: beyondPauses(now) } }],
        },
        { OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }, { leaseUntil: { gt: beyondLeases(now) } }] },
      ],
    },
    data: { attempts: { increment: 1 }, leaseUntil: new Date(now.getTime() + LEASE_MS) },
    include: { webhook: true },
  });
  return claimed ?? null;
}

/** One call. Never throws for what the receiver or the network did. */
async function send(ctx: Context, delivery: Claimed): Promise<DeliveryTry> {
  const at = ctx.now();
  const startedAt = performance.now();
  const ended = (status: number | null, error: string | null): DeliveryTry => ({
    at: at.toISOString(),
    status,
    error,
    durationMs: Math.round(performance.now() - startedAt),
  });
  if (delivery.webhook.disabledAt) return ended(null, 'the webhook is disabled');
  const { body, webhook } = delivery;
  try {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Gigatill-Webhooks/1',
      'gigatill-signature': signatureOf(unseal(webhook.secret, SECRET_PURPOSE), body, at),
    };
    const policy = { allowLocal: env().allowLoopback };
    const { status } = await sendHttp(
      { method: 'POST', url: webhook.url, headers, body, timeoutMs: TIMEOUT_MS },
      policy,
    );
    return ended(status, status >= 200 && status < 300 ? null : `answered ${status}`);
  } catch (error) {
    if (error instanceof HttpFailure) return ended(null, error.message);
    log().error({ err: error, webhookId: webhook.id }, 'a webhook call could not be made');
    return ended(null, 'the call could not be made; see the log');
  }
}

async function record(ctx: Context, delivery: Claimed, tried: DeliveryTry): Promise<void> {
  const now = ctx.now();
  const pauseMs = delivery.webhook.disabledAt ? undefined : PAUSES_MS[delivery.attempts - 1];
  const nextAttemptAt = pauseMs === undefined ? null : new Date(now.getTime() + pauseMs);
  await inTransaction(async (tx) => {
    await tx.$executeRaw(Prisma.sql`
      UPDATE webhook_delivery SET status = ${tried.status}, error = ${tried.error},
        tries = tries || jsonb_build_array(${JSON.stringify(tried)}::jsonb)
      WHERE id = ${delivery.id}`);
    const open = { id: delivery.id, deliveredAt: null, givenUpAt: null };
    if (tried.error === null) {
      const data = { deliveredAt: now, leaseUntil: null, nextAttemptAt: null };
      await tx.webhookDelivery.updateMany({ where: open, data });
      return;
    }
    // A later try may have begun after our lease ran out: then what comes next is its to say.
    const { count } = await tx.webhookDelivery.updateMany({
      where: { ...open, attempts: delivery.attempts },
      data: { leaseUntil: null, nextAttemptAt, givenUpAt: nextAttemptAt ? null : now },
    });
    if (count === 0 || !nextAttemptAt) return;
    await enqueue('webhook-deliver', { deliveryId: String(delivery.id) }, { tx, startAfter: nextAttemptAt });
  });
  const { status, error } = tried;
  const facts = {
    deliveryId: String(delivery.id),
    webhookId: delivery.webhookId,
    event: delivery.event,
    status,
    error,
  };
  if (error !== null) log().warn({ ...facts, givenUp: nextAttemptAt === null }, 'webhook call failed');
}

/** A job that came early, or beside another one, comes again: without it a delivery could be left lying. */
async function comeAgain(id: bigint): Promise<void> {
  const row = await db().webhookDelivery.findUnique({ where: { id } });
  if (!row || row.deliveredAt || row.givenUpAt) return;
  const dueMs = Math.max(row.nextAttemptAt?.getTime() ?? 0, row.leaseUntil?.getTime() ?? 0);
  await enqueue('webhook-deliver', { deliveryId: String(id) }, { startAfter: new Date(dueMs + 1_000) });
}

/**
 * Brings one event to one address: 2xx within 10 s is delivered, anything else is tried again after 10 s, 1 min, 5 min,
 * 30 min, 2 h and 6 h. Safe to call at any time from any process: of two at once one sends; a process that dies between
 * the call and its record costs one delivery more, under the same event id.
 */
export async function deliverWebhook(deliveryId: bigint, ctx: Context = systemContext('webhooks')): Promise<void> {
  const delivery = await claim(ctx, deliveryId);
  if (!delivery) return comeAgain(deliveryId);
  await record(ctx, delivery, await send(ctx, delivery));
}
