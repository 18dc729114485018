import { z } from 'zod';
import { parseDecimal } from '../decimal';
import { dayNumberAt, dayText, parseDay, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { Usage } from './customer-demand';
import type { IpwebApi } from './ipweb-api';
import { gbToMicro, MB_SCALE, mbText } from './movements';

const mb = z.union([z.string(), z.number()]).transform((value, context) => {
  const micro = parseDecimal(String(value), MB_SCALE);
  if (micro !== null && micro >= 0n && micro <= 2n ** 52n) return Number(micro);
  context.addIssue('a decimal number of MB with at most 6 places');
  return z.NEVER;
});
const dayOf = z.string().transform((value, context) => {
  const day = parseDay(value);
  if (day !== null) return day;
  context.addIssue('a day as yyyy-MM-dd');
  return z.NEVER;
});
const customerId = z.union([z.string(), z.number()]).transform(Number);

/** `POST /control/seed` with provider `ipweb`. */
export const ipwebSeedSchema = z.strictObject({
  provider: z.literal('ipweb'),
  customers: z.number().int().min(0).max(200_000),
  days: z.number().int().min(0).max(2_000),
  seed: z.number().int().default(1),
  density: z.number().min(0).max(1).default(1),
  today: z.boolean().default(false),
});
/** `POST /control/usage` with provider `ipweb`. */
export const ipwebUsageSchema = z.strictObject({
  provider: z.literal('ipweb'),
  customerId,
  date: dayOf,
  /** Both null: the day has no row. */
  uploadMb: mb.nullable(),
  downloadMb: mb.nullable(),
});
/** `POST /control/movement`: a recharge or (negative) deduction as if made in the provider's console. */
export const ipwebMovementSchema = z.strictObject({ customerId, gb: z.string(), at: z.iso.datetime().optional() });

/** Replaces the world by a synthetic one. */
export function seedIpweb(api: IpwebApi, spec: z.infer<typeof ipwebSeedSchema>, nowMs: number) {
  const { provider, ...fields } = spec;
  api.commit('world', nowMs, { ...fields, anchorDay: dayNumberAt(nowMs, SHANGHAI_OFFSET_HOURS) });
  const { firstDay, anchorDay } = api.world.base;
  const days = spec.days === 0 ? null : { from: dayText(firstDay), to: dayText(anchorDay - 1) };
  return { provider, customers: spec.customers, days };
}

/** Sets one day of one customer; false where there is no such customer. */
export function setIpwebUsage(api: IpwebApi, body: z.infer<typeof ipwebUsageSchema>, nowMs: number): boolean {
  if (!api.world.customers.has(body.customerId)) return false;
  const { uploadMb, downloadMb } = body;
  const row = uploadMb === null || downloadMb === null ? { up: null, down: null } : { up: uploadMb, down: downloadMb };
  api.commit('usage', nowMs, { customerId: body.customerId, day: body.date, ...row });
  return true;
}

/** Books a movement of the operator; false where customer or amount are wrong. */
export function moveIpweb(api: IpwebApi, body: z.infer<typeof ipwebMovementSchema>, nowMs: number): boolean {
  const micro = gbToMicro(body.gb);
  if (micro === null || micro === 0n || !api.world.customers.has(body.customerId)) return false;
  const atMs = body.at === undefined ? nowMs : Date.parse(body.at);
  const fields = { customerId: body.customerId, micro: micro.toString(), orderId: null, source: 'operator' };
  api.commit('movement', atMs, fields);
  return true;
}

/** Every usage row of a range as exact decimals, for comparison. */
export function ipwebTruth(api: IpwebApi, fromText: string | undefined, toText: string | undefined, nowMs: number) {
  const { world } = api;
  const today = dayNumberAt(nowMs, SHANGHAI_OFFSET_HOURS);
  const from = dayOf.parse(fromText ?? dayText(world.earliestDay));
  const to = Math.min(dayOf.parse(toText ?? dayText(today)), today);
  const rows: ReturnType<typeof truthLine>[] = [];
  for (let day = from; day <= to; day += 1) {
    for (const { customer, usage } of world.dayRows(day, nowMs).rows) rows.push(truthLine(customer, day, usage));
  }
  return rows;
}

/** Recharged, consumed and left of every customer, exactly. */
export function ipwebBalances(api: IpwebApi, nowMs: number) {
  return api.world.sortedCustomers().map((customer) => ({
    customerId: String(customer.id),
    rechargedMb: mbText(api.world.recharged(customer.id), 0),
    consumedMb: mbText(api.world.consumed(customer, nowMs), 0),
    residualMb: mbText(api.world.residual(customer, nowMs), 0),
  }));
}

function truthLine(customer: { id: number; userName: string }, day: number, usage: Usage) {
  return {
    customerId: String(customer.id),
    userName: customer.userName,
    date: dayText(day),
    uploadMb: mbText(BigInt(usage.up), 0),
    downloadMb: mbText(BigInt(usage.down), 0),
  };
}
