import 'server-only';
import { cache } from 'react';
import { requireContext } from '@/lib/auth';
import { getConnection, requestBudget } from '@/lib/connections';
import { type Context, isAdmin } from '@/lib/core/actor';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { countUnassigned, listAccounts } from '@/lib/customers';
import { accountQuery } from '@/lib/customers/schemas';
import { listSyncRuns } from '@/lib/sync';
import { getDailyUsage, getTotals } from '@/lib/usage';
import { orNotFound } from '../../page-input';

/** The provider's own totals are shown for so many days, up to today. */
const TOTAL_DAYS = 14;

/** The connection of this page, read once for its title and its content. */
export const readConnection = cache(async (id: number) => orNotFound(getConnection(await requireContext(), { id })));

/** What `readConnectionPage` reads. */
export type ConnectionPageData = Awaited<ReturnType<typeof readConnectionPage>>;

/** Everything that a connection's page shows. Throws `not_found`. */
export async function readConnectionPage(ctx: Context, id: number, search: Record<string, string>) {
  const connection = await readConnection(id);
  const filter = { q: search.q?.trim().slice(0, 200) ?? '', unassigned: search.unassigned === 'true' };
  const query = accountQuery.parse({
    connectionId: connection.id,
    q: filter.q || undefined,
    unassigned: filter.unassigned ? 'true' : undefined,
    cursor: search.cursor,
    limit: 20,
  });
  const to = dayIn(String(connection.settings.timeZone), ctx.now());
  const window = { connectionId: id, from: addDays(to, 1 - TOTAL_DAYS), to };
  const [totals, usage, accounts, runs, budget, unassigned] = await Promise.all([
    getTotals(ctx, window),
    getDailyUsage(ctx, window),
    listAccounts(ctx, query),
    listSyncRuns(ctx, { connectionId: id, limit: 10 }),
    requestBudget(ctx, { id }),
    isAdmin(ctx.actor) ? countUnassigned(ctx, { connectionId: id }) : 0,
  ]);
  return {
    connection,
    filter,
    isFirstPage: !search.cursor,
    accounts,
    unassigned,
    totals: totals.data,
    usage: usage.data,
    runs: runs.data,
    budget,
  };
}
