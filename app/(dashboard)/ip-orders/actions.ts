'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { CustomerChoice, IpReview, OpenDraft, RenewDraft, SimilarOrder } from '@/components/ip-orders/types';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import type { Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { parseMoney } from '@/lib/core/money';
import { plainText } from '@/lib/core/wire';
import { listCustomers } from '@/lib/customers';
import { createOrder, listOrders, previewIpOrder } from '@/lib/orders';
import { createOrderInput, type OrderDto } from '@/lib/orders/schemas';
import { nested } from '../field-errors';
import { confirmLarge } from '../large-order';
import { toOutcome } from '../outcome';

const MATCHES = 8;
const AGAIN_MS = 10 * 60_000;

const keySchema = z.string().regex(/^[!-~]{16,255}$/, 'This form is too old. Open it again.');
const keyedOrder = createOrderInput.and(z.object({ key: keySchema }));

const findCustomers = action
  .inputSchema(z.object({ q: plainText(200) }))
  .action(async ({ parsedInput: { q }, ctx }) => (await listCustomers(ctx, { q, limit: MATCHES })).data);

const create = action.inputSchema(keyedOrder, nested).action(async ({ parsedInput: { key, ...order }, ctx }) => {
  if (order.type === 'ip_open' || order.type === 'ip_renew') {
    const { price } = await previewIpOrder(ctx, order);
    await confirmLarge(ctx, { price: price && parseMoney(price) });
  }
  const made = await createOrder(ctx, order, { idempotencyKey: key });
  return made.order;
});

const review = action.inputSchema(createOrderInput, nested).action(async ({ parsedInput, ctx }): Promise<IpReview> => {
  if (parsedInput.type !== 'ip_open' && parsedInput.type !== 'ip_renew') throw notFound('The order');
  const [similar, price] = await Promise.all([findSimilar(ctx, parsedInput), previewIpOrder(ctx, parsedInput)]);
  return { similar, price };
});

function isSame(order: OrderDto, input: z.output<typeof createOrderInput>): boolean {
  if (order.type !== input.type || input.type === 'top_up' || input.type === 'deduct') return false;
  if (order.product !== input.product || order.duration !== input.duration) return false;
  if (order.customerId !== (input.customerId == null ? null : String(input.customerId))) return false;
  if (input.type === 'ip_open') return order.region === input.region && order.quantity === input.quantity;
  return order.ips.some((ip) => input.ips.includes(ip));
}

/** The same order, made within the last ten minutes and not refused. */
async function findSimilar(ctx: Context, input: z.output<typeof createOrderInput>): Promise<SimilarOrder[]> {
  if (input.type !== 'ip_open' && input.type !== 'ip_renew') return [];
  const recent = await listOrders(ctx, { type: input.type, connectionId: input.connectionId, limit: 50 });
  const since = ctx.now().getTime() - AGAIN_MS;
  return recent.data
    .filter((order) => Date.parse(order.createdAt) >= since && isSame(order, input))
    .filter((order) => order.status !== 'rejected' && order.status !== 'cancelled')
    .map(({ id, status, createdAt }) => ({ id, status, createdAt }));
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

function opening(draft: OpenDraft): z.input<typeof createOrderInput> {
  return {
    type: 'ip_open',
    connectionId: draft.connectionId,
    product: draft.product,
    region: draft.region,
    duration: draft.duration,
    quantity: Number(draft.quantity),
    poolTag: orNull(draft.poolTag),
    customerId: draft.customer?.id ?? null,
    remark: orNull(draft.remark),
  };
}

function renewal(draft: RenewDraft): z.input<typeof createOrderInput> {
  return {
    type: 'ip_renew',
    connectionId: draft.connectionId,
    product: draft.product,
    ips: draft.ips,
    duration: draft.duration,
    customerId: draft.customer?.id ?? null,
    remark: orNull(draft.remark),
  };
}

/** Customers of the actor's own whose name, mail or account fits. */
export async function findCustomersAction(q: string): Promise<Outcome<CustomerChoice[]>> {
  const outcome = toOutcome(await findCustomers({ q }));
  return outcome.ok ? { ok: true, data: outcome.data.map(({ id, name }) => ({ id, name })) } : outcome;
}

/** Checks an opening. Nothing is sent. */
export async function reviewOpenAction(draft: OpenDraft): Promise<Outcome<IpReview>> {
  return toOutcome(await review(opening(draft)));
}

/** Checks a renewal. Nothing is sent. */
export async function reviewRenewAction(draft: RenewDraft): Promise<Outcome<IpReview>> {
  return toOutcome(await review(renewal(draft)));
}

async function send(key: string, order: z.input<typeof createOrderInput>): Promise<Outcome<OrderDto>> {
  const outcome = toOutcome(await create({ ...order, key }));
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Opens IPs; the same key again is the same order. */
export async function openIpsAction(draft: OpenDraft & { key: string }): Promise<Outcome<OrderDto>> {
  return send(draft.key, opening(draft));
}

/** Renews IPs; the same key again is the same order. */
export async function renewIpsAction(draft: RenewDraft & { key: string }): Promise<Outcome<OrderDto>> {
  return send(draft.key, renewal(draft));
}
