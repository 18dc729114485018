import { currentActor } from '@/lib/auth';
import { bulkCsv, getBulk } from '@/lib/bulk';
import { AppError } from '@/lib/core/errors';
import { pathId } from '@/lib/core/paging';
import { systemClock } from '@/lib/infra/clock';

/** Each row with what became of it, as a file. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [actor, { id }] = await Promise.all([currentActor(), params]);
  if (!actor) return new Response('Sign in first.', { status: 401 });
  try {
    const bulk = await getBulk({ actor, now: systemClock }, { id: pathId(id) });
    return new Response(bulkCsv(bulk), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="bulk-top-up-${bulk.id}.csv"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(error.message, { status: error.status });
    throw error;
  }
}
