import { createConnection } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { runSync, startSync } from '@/lib/sync';
import { loadDemo } from './load-demo';
import { SANDBOX_CONNECTIONS } from './sandbox-connections';

/** First start: connects the product's own sandbox, reads it and loads the demo. Later: follows it to its address. */
export async function connectSandbox(sandboxUrl: string): Promise<void> {
  const ctx = systemContext('first start');
  const existing = await db().connection.findMany({ where: { sandbox: true } });
  for (const connection of existing) {
    const baseUrl = `${sandboxUrl}/${connection.provider}`;
    if (connection.baseUrl !== baseUrl) {
      await db().connection.update({ where: { id: connection.id }, data: { baseUrl }, select: { id: true } });
    }
  }
  if (existing.length > 0 || (await db().connection.count()) > 0) return;
  const later: number[] = [];
  for (const { provider, name, credentials, settings } of SANDBOX_CONNECTIONS) {
    const baseUrl = `${sandboxUrl}/${provider}`;
    const connection = await createConnection(ctx, { provider, name, credentials, baseUrl, settings, sandbox: true });
    if (provider === 'ipweb') await firstSync(ctx, Number(connection.id));
    else later.push(Number(connection.id));
  }
  await loadDemo(ctx, sandboxUrl);
  // The others are read by the worker, while the first page is open already.
  for (const connectionId of later) await startSync(ctx, { connectionId });
}

async function firstSync(ctx: Context, connectionId: number): Promise<void> {
  const run = await startSync(ctx, { connectionId });
  await runSync(Number(run.id));
}
