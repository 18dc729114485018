import { createConnection } from '@/lib/connections';
import { type Context, requireRole, systemContext } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import { SANDBOX_CONNECTIONS } from './sandbox-connections';

/**
 * Connects IPWeb of the product's own sandbox, to try everything without a provider; gives the one that is there already.
 * Admins only. Throws `unavailable` where the sandbox does not run in this installation.
 */
export async function connectTrial(ctx: Context): Promise<{ id: string }> {
  requireRole(ctx.actor, 'admin');
  const { sandboxUrl } = env();
  if (sandboxUrl === undefined) {
    throw new AppError('unavailable', 'The sandbox does not run here. Start Gigatill with GIGATILL_SANDBOX=on.');
  }
  const there = await db().connection.findFirst({ where: { sandbox: true, provider: 'ipweb' }, select: { id: true } });
  if (there) return { id: String(there.id) };
  const { provider, name, credentials, settings } = SANDBOX_CONNECTIONS[0];
  // Only a job of ours may connect an address on this machine.
  const own = systemContext('sandbox', ctx.now);
  const baseUrl = `${sandboxUrl}/${provider}`;
  const { id } = await createConnection(own, { provider, name, credentials, baseUrl, settings, sandbox: true });
  return { id };
}
