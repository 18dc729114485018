import { agentScope, type Context } from '@/lib/core/actor';
import { byteBaseOf } from '@/lib/core/assets';
import { dayIn } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import type { SourceDto, SourcesDto } from './schemas';

const zoneOf = (settings: unknown): string =>
  typeof settings === 'object' && settings !== null && 'timeZone' in settings && typeof settings.timeZone === 'string'
    ? settings.timeZone
    : 'UTC';

/** The connections that figures come from, as everybody may know them; for an agent those of its customers' accounts. */
export async function listSources(ctx: Context): Promise<SourcesDto> {
  const scope = agentScope(ctx.actor);
  const rows = await db().connection.findMany({
    where: scope === null ? {} : { accounts: { some: { customer: { agentId: scope } } } },
    orderBy: { id: 'asc' },
    take: 500,
    select: { id: true, name: true, settings: true, usageAsset: true, lastSyncedAt: true },
  });
  const data: SourceDto[] = rows.map((row) => ({
    connectionId: String(row.id),
    name: row.name,
    timeZone: zoneOf(row.settings),
    byteBase: byteBaseOf(row.usageAsset),
    read: row.lastSyncedAt !== null,
  }));
  // A connection that was never read has no days to speak of, unless there is no other.
  const told = data.some((source) => source.read) ? data.filter((source) => source.read) : data;
  const zones = [...new Set(told.map((source) => source.timeZone))];
  const days = zones.map((zone) => dayIn(zone, ctx.now())).sort();
  return {
    data,
    zones,
    today: days.at(-1) ?? dayIn('UTC', ctx.now()),
    byteBase: told.length > 0 && told.every((source) => source.byteBase === 1000) ? 1000 : 1024,
  };
}
