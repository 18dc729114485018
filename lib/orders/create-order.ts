import { type Context, requireRole, systemContext } from '@/lib/core/actor';
import { failpoint } from '@/lib/infra/failpoint';
import { log } from '@/lib/infra/log';
import { type CreateOrderOptions, insertOrder } from './insert-order';
import { fetchOrder, toOrderDto } from './internal';
import type { CreateOrderInput, OrderDto } from './schemas';
import { submitOrder } from './submit-order';

/** How long a request waits for the provider's answer before it shows the order as it is. */
const WAIT_MS = 8_000;

const running = new Set<Promise<void>>();

/** Submits in the background of this process; the order's own states and lease keep it safe if the process dies. */
export function submitSoon(orderId: number, replay = false, ctx: Context = systemContext('orders')): Promise<void> {
  const submission = submitOrder(orderId, { replay }, ctx)
    .catch((error: unknown) => log().error({ err: error, orderId }, 'submitting an order failed'))
    .finally(() => running.delete(submission));
  running.add(submission);
  return submission;
}

/** Waits for the submissions of this process, before it leaves. */
export async function drainSubmissions(): Promise<void> {
  await Promise.all(running);
}

/** Waits for a submission, but not longer than a person would. */
export function waitAWhile(submission: Promise<void>, waitMs = WAIT_MS): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    submission.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Makes an order and submits it at once. `created` is false when this key made it before: then nothing is sent again.
 * Throws `insufficient_funds`, `daily_cap_reached`, `not_supported`, `amount_not_whole`, `idempotency_conflict`, `similar_order`.
 */
export async function createOrder(
  ctx: Context,
  input: CreateOrderInput,
  options: CreateOrderOptions,
): Promise<{ order: OrderDto; created: boolean }> {
  requireRole(ctx.actor, 'admin', 'agent');
  const { id, created, ready } = await insertOrder(ctx, input, options);
  failpoint('order.inserted');
  if (ready) await waitAWhile(submitSoon(id));
  return { order: toOrderDto(ctx.actor, await fetchOrder(ctx, id)), created };
}
