import type { Context } from '@/lib/core/actor';
import { agentScope } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import type { OutageDto } from './schemas';

/** Connections that do not answer as they should, since when; for an agent those that carry its customers' accounts. */
export async function listOutages(ctx: Context): Promise<OutageDto[]> {
  const scope = agentScope(ctx.actor);
  const rows = await db().connection.findMany({
    where: {
      status: { in: ['failing', 'unauthorized'] },
      ...(scope === null ? {} : { accounts: { some: { customer: { agentId: scope } } } }),
    },
    orderBy: { id: 'asc' },
    take: 50,
    select: { id: true, name: true, status: true, statusSince: true, lastSyncedAt: true },
  });
  return rows.map((row) => ({
    connectionId: String(row.id),
    name: row.name,
    status: row.status === 'unauthorized' ? 'unauthorized' : 'failing',
    since: row.statusSince.toISOString(),
    lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null,
  }));
}
