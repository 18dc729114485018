import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { parseDecimal } from '../decimal';
import type { SandboxState } from '../sandbox-state';
import { dayNumberAt, dayText, parseDay, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { Usage } from './customer-demand';
import { gbToMicro, MB_SCALE, type Movement, mbText } from './movements';

type ReadBody = <T>(context: Context, schema: z.ZodType<T>) => Promise<T>;

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

export const seedSchema = z.strictObject({
  provider: z.literal('ipweb').default('ipweb'),
  customers: z.number().int().min(0).max(200_000),
  days: z.number().int().min(0).max(2_000),
  seed: z.number().int().default(1),
  density: z.number().min(0).max(1).default(1),
  today: z.boolean().default(false),
});
const usageSchema = z.strictObject({
  provider: z.literal('ipweb').default('ipweb'),
  customerId,
  date: dayOf,
  /** Both null: the day has no row. */
  uploadMb: mb.nullable(),
  downloadMb: mb.nullable(),
});
const movementSchema = z.strictObject({ customerId, gb: z.string(), at: z.iso.datetime().optional() });

/** One applied effect as `GET /control/ledger` shows it. */
function ledgerLine(movement: Movement) {
  return {
    seq: movement.seq,
    at: new Date(movement.atMs).toISOString(),
    kind: movement.micro < 0n ? 'deduct' : 'recharge',
    customerId: String(movement.customerId),
    mb: mbText(movement.micro, 0),
    orderId: movement.orderId,
    source: movement.source,
  };
}

/** The parts of the control API that are IPWeb's. */
export function ipwebControl(app: Hono, state: SandboxState, readBody: ReadBody): void {
  const api = () => state.providers.ipweb;
  const now = () => state.now().getTime();

  app.post('/seed', async (context) => {
    const spec = await readBody(context, seedSchema);
    const { provider, ...fields } = spec;
    api().commit('world', now(), { ...fields, anchorDay: dayNumberAt(now(), SHANGHAI_OFFSET_HOURS) });
    const { firstDay, anchorDay } = api().world.base;
    const days = spec.days === 0 ? null : { from: dayText(firstDay), to: dayText(anchorDay - 1) };
    return context.json({ provider, customers: spec.customers, days });
  });

  app.post('/usage', async (context) => {
    const body = await readBody(context, usageSchema);
    if (!api().world.customers.has(body.customerId)) return context.json({ error: 'no such customer' }, 404);
    const { uploadMb, downloadMb } = body;
    const row =
      uploadMb === null || downloadMb === null ? { up: null, down: null } : { up: uploadMb, down: downloadMb };
    api().commit('usage', now(), { customerId: body.customerId, day: body.date, ...row });
    return context.json({ ok: true });
  });

  app.post('/movement', async (context) => {
    const body = await readBody(context, movementSchema);
    const micro = gbToMicro(body.gb);
    if (micro === null || micro === 0n) return context.json({ error: 'gb is no amount' }, 400);
    if (!api().world.customers.has(body.customerId)) return context.json({ error: 'no such customer' }, 404);
    const atMs = body.at === undefined ? now() : Date.parse(body.at);
    const fields = { customerId: body.customerId, micro: micro.toString(), orderId: null, source: 'operator' };
    api().commit('movement', atMs, fields);
    return context.json({ ok: true }, 201);
  });

  app.get('/truth', (context) => {
    const { world } = api();
    const from = dayOf.parse(context.req.query('from') ?? dayText(world.earliestDay));
    const today = dayNumberAt(now(), SHANGHAI_OFFSET_HOURS);
    const to = Math.min(dayOf.parse(context.req.query('to') ?? dayText(today)), today);
    const rows: object[] = [];
    for (let day = from; day <= to; day += 1) {
      for (const { customer, usage } of world.dayRows(day, now()).rows) rows.push(truthLine(customer, day, usage));
    }
    return context.json({ rows });
  });

  app.get('/balances', (context) => {
    const { world } = api();
    const rows = world.sortedCustomers().map((customer) => ({
      customerId: String(customer.id),
      rechargedMb: mbText(world.recharged(customer.id), 0),
      consumedMb: mbText(world.consumed(customer, now()), 0),
      residualMb: mbText(world.residual(customer, now()), 0),
    }));
    return context.json({ rows });
  });

  app.get('/ledger', (context) => {
    const wanted = context.req.query('customerId');
    const history = context.req.query('history') === '1';
    const shown = api().world.movements.filter((movement) => {
      if (!history && movement.source === 'history') return false;
      return wanted === undefined || String(movement.customerId) === wanted;
    });
    return context.json({ effects: shown.map(ledgerLine) });
  });
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
