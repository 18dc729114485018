import { currentActor } from '@/lib/auth';
import { seesInternals } from '@/lib/core/actor';
import { marginCsv } from '@/lib/costs';
import { systemClock } from '@/lib/infra/clock';
import { queryOf } from '../read-margin';

/** The margin of the page's month and grouping as a file, all rows. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response('Sign in first.', { status: 401 });
  if (!seesInternals(actor)) return new Response('Your role does not allow this.', { status: 403 });
  const now = systemClock();
  const query = queryOf(Object.fromEntries(new URL(request.url).searchParams), now);
  return new Response(await marginCsv({ actor, now: () => now }, query), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="margin-${query.month}-${query.groupBy}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
