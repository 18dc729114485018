import { type Context, requireRole, systemContext } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/infra/log';
import { type CreateOrderOptions, type Inserted, insertOrder } from './insert-order';
import { fetchOrder, type OrderRow, toOrderDto } from './internal';
import type { CreateOrderInput, OrderDto } from './schemas';
import { submitClaimed, submitOrder } from './submit-order';

/** How long a request waits for the provider's answer before it shows the order as it is. */
const WAIT_MS = 8_000;

const running = new Set<Promise<OrderRow | null>>();

function inBackground(orderId: number, work: () => Promise<OrderRow | null>): Promise<OrderRow | null> {
  const submission = work()
    .catch((error: unknown) => {
      log().error({ err: error, orderId }, 'submitting an order failed');
      return null;
    })
    .finally(() => running.delete(submission));
  running.add(submission);
  return submission;
}

/** Submits in the background of this process; the order's own states and lease keep it safe if the process dies. */
export async function submitSoon(
  orderId: number,
  replay = false,
  ctx: Context = systemContext('orders'),
): Promise<void> {
  await inBackground(orderId, async () => {
    await submitOrder(orderId, { replay }, ctx);
    return null;
  });
}

/** Waits for the submissions of this process, before it leaves. */
export async function drainSubmissions(): Promise<void> {
  await Promise.all(running);
}

/** Waits for a submission, but not longer than a person would; null when that was not long enough. */
export function waitAWhile<Result>(submission: Promise<Result>, waitMs = WAIT_MS): Promise<Result | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs, null);
    const done = (result: Result | null) => {
      clearTimeout(timer);
      resolve(result);
    };
    submission.then(done, () => done(null));
  });
}

/** Submits a new order at once; the order as it is then, where that is known without reading it again. */
async function submitNew({ id, claimed, ready }: Inserted): Promise<OrderRow | null> {
  if (claimed) return waitAWhile(inBackground(id, () => submitClaimed(systemContext('orders'), claimed)));
  if (ready) await waitAWhile(submitSoon(id));
  return null;
}

/**
 * Freebit's plain refusal of a new top-up, with its code and words, as the error that the HTTP API answers with.
 * The order is kept as `rejected` all the same. Null for all other orders.
 */
function refusalOf({ id, status, asset, attempts: [first, ...others] }: OrderRow): AppError | null {
  if (asset !== 'FREEBIT_QUOTA_MB' || status !== 'rejected' || !first || others.length > 0) return null;
  const words = [first.providerCode, first.message].filter(Boolean).join(': ');
  return new AppError('provider_refused', words, { orderId: String(id) });
}

/**
 * Makes an order and submits it at once. `created` is false when this key made it before: then nothing is sent again. `refusal` is
 * how the API tells a new order that Freebit refused.
 * Throws `insufficient_funds`, `daily_cap_reached`, `not_supported`, `amount_not_whole`, `idempotency_conflict`, `similar_order`.
 */
export async function createOrder(
  ctx: Context,
  input: CreateOrderInput,
  options: Omit<CreateOrderOptions, 'claim'>,
): Promise<{ order: OrderDto; created: boolean; refusal: AppError | null }> {
  requireRole(ctx.actor, 'admin', 'agent');
  const inserted = await insertOrder(ctx, input, { ...options, claim: true });
  const row = (await submitNew(inserted)) ?? (await fetchOrder(ctx, inserted.id));
  const { created } = inserted;
  return { order: toOrderDto(ctx.actor, row), created, refusal: created ? refusalOf(row) : null };
}
