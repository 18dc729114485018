import { auditCsv } from '@/lib/audit';
import { currentActor } from '@/lib/auth';
import { seesInternals } from '@/lib/core/actor';
import { systemClock } from '@/lib/infra/clock';
import { filtersOf, queryOf } from '../read-filters';

/** Reads the next part when the receiver has room for it. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

/** The events of the page's filters as a file, sent while they are read. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response('Sign in first.', { status: 401 });
  if (!seesInternals(actor)) return new Response('Your role does not allow this.', { status: 403 });
  const query = queryOf(filtersOf(Object.fromEntries(new URL(request.url).searchParams)));
  if (!query.success) return new Response('These filters make no sense.', { status: 400 });
  const now = systemClock();
  const parts = auditCsv({ actor, now: () => now }, query.data);
  return new Response(streamOf(parts), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="audit-${now.toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
