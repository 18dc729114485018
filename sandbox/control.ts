import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { countCalls } from './call-log';
import { demoAgents } from './demo-agents';
import { faultRuleSchema } from './fault-book';
import {
  freebitDemo,
  freebitSeedSchema,
  freebitTruth,
  freebitUsageSchema,
  setFreebitUsage,
} from './freebit/freebit-control';
import { ipideaTruth } from './ipidea/ipidea-control';
import * as ipwebControl from './ipweb/ipweb-control';
import type { SandboxState } from './sandbox-state';

const providerNames = z.enum(['ipweb', 'freebit', 'ipidea']);

/** Reads and checks a JSON body; an empty one is `{}`. */
async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text();
  return schema.parse(text === '' ? {} : JSON.parse(text));
}

/** The control API: faults, settings, what was called, what was applied. It never counts as a provider call. */
export function controlRoutes(state: SandboxState): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    // No page in a browser may script the sandbox.
    if (context.req.header('origin') !== undefined) return context.json({ error: 'not for browsers' }, 403);
    return next();
  });
  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return context.json({ error: 'the body is no JSON' }, 400);
    return context.json({ error: error.message }, 500);
  });

  app.post('/faults', async (context) => {
    const rule = await readBody(context, faultRuleSchema);
    return context.json({ id: state.faults.add(rule) }, 201);
  });
  app.get('/faults', (context) => context.json({ faults: state.faults.list() }));
  app.delete('/faults', (context) => context.json({ cleared: state.faults.clear() }));

  app.get('/settings', (context) => context.json(state.settings.current));
  app.post('/settings', async (context) => {
    state.patchSettings(await readBody(context, z.unknown()));
    return context.json(state.settings.current);
  });

  app.get('/calls', (context) => {
    const provider = context.req.query('provider') ?? null;
    const calls = state.calls.list(provider === null ? null : providerNames.parse(provider));
    return context.json(context.req.query('summary') === '1' ? { counts: countCalls(calls) } : { calls });
  });
  app.delete('/calls', (context) => {
    state.calls.clear();
    return context.json({ ok: true });
  });

  app.post('/reset', (context) => {
    state.reset();
    return context.json({ ok: true, seed: state.seed });
  });
  worldRoutes(app, state);
  truthRoutes(app, state);
  return app;
}

const seedSchema = z.discriminatedUnion('provider', [ipwebControl.ipwebSeedSchema, freebitSeedSchema]);
const usageSchema = z.discriminatedUnion('provider', [ipwebControl.ipwebUsageSchema, freebitUsageSchema]);

/** A body without a provider is about IPWeb. */
const ipwebByDefault = (value: unknown) => (typeof value === 'object' ? { provider: 'ipweb', ...value } : value);

/** What changes the providers' worlds from outside their APIs. */
function worldRoutes(app: Hono, state: SandboxState): void {
  const nowMs = () => state.now().getTime();

  app.post('/seed', async (context) => {
    const spec = await readBody(context, z.preprocess(ipwebByDefault, seedSchema));
    if (spec.provider === 'ipweb') return context.json(ipwebControl.seedIpweb(state.providers.ipweb, spec, nowMs()));
    state.providers.freebit.commit('world', nowMs(), { customers: spec.customers, seed: spec.seed });
    return context.json(spec);
  });

  app.post('/usage', async (context) => {
    const body = await readBody(context, z.preprocess(ipwebByDefault, usageSchema));
    const known =
      body.provider === 'ipweb'
        ? ipwebControl.setIpwebUsage(state.providers.ipweb, body, nowMs())
        : setFreebitUsage(state.providers.freebit, body, nowMs());
    return known ? context.json({ ok: true }) : context.json({ error: 'no such customer or account' }, 404);
  });

  app.post('/movement', async (context) => {
    const body = await readBody(context, ipwebControl.ipwebMovementSchema);
    const done = ipwebControl.moveIpweb(state.providers.ipweb, body, nowMs());
    return done ? context.json({ ok: true }, 201) : context.json({ error: 'no such customer, or no amount' }, 400);
  });
}

/** What tests and the demo compare with. */
function truthRoutes(app: Hono, state: SandboxState): void {
  const nowMs = () => state.now().getTime();

  app.get('/demo', (context) => {
    const customers = state.providers.ipweb.world
      .sortedCustomers()
      .map(({ id, name, userName, agent }) => ({ externalId: String(id), name, email: userName, agent }));
    return context.json({
      agents: state.seed === 'demo' ? demoAgents : [],
      customers,
      sims: freebitDemo(state.providers.freebit),
    });
  });

  app.get('/truth', (context) => {
    const provider = providerNames.parse(context.req.query('provider') ?? 'ipweb');
    const { from, to } = context.req.query();
    const { ipweb, freebit, ipidea } = state.providers;
    if (provider === 'ipweb') return context.json({ rows: ipwebControl.ipwebTruth(ipweb, from, to, nowMs()) });
    if (provider === 'freebit') return context.json({ rows: freebitTruth(freebit, from, to, nowMs()) });
    return context.json({ rows: ipideaTruth(ipidea, from, to, nowMs()) });
  });

  app.get('/balances', (context) => context.json({ rows: ipwebControl.ipwebBalances(state.providers.ipweb, nowMs()) }));

  app.get('/ledger', (context) => {
    const provider = providerNames.parse(context.req.query('provider') ?? 'ipweb');
    const { customerId, account, orderId, history } = context.req.query();
    const subject = customerId ?? account ?? orderId ?? null;
    return context.json({ effects: state.provider(provider).effects({ subject, history: history === '1' }) });
  });
}
