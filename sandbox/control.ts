import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { demoAgents } from './demo-agents';
import { faultRuleSchema } from './fault-book';
import { ipwebControl } from './ipweb/ipweb-control';
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
    return context.json({ calls: state.calls.list(provider === null ? null : providerNames.parse(provider)) });
  });
  app.delete('/calls', (context) => {
    state.calls.clear();
    return context.json({ ok: true });
  });

  app.get('/demo', (context) => {
    const customers = state.providers.ipweb.world
      .sortedCustomers()
      .map(({ id, name, userName, agent }) => ({ externalId: String(id), name, email: userName, agent }));
    return context.json({ agents: state.seed === 'demo' ? demoAgents : [], customers });
  });
  app.post('/reset', (context) => {
    state.reset();
    return context.json({ ok: true, seed: state.seed });
  });
  ipwebControl(app, state, readBody);
  return app;
}
