import { currentActor } from '@/lib/auth';
import { bulkSheet, getBulk } from '@/lib/bulk';
import { AppError } from '@/lib/core/errors';
import { pathId } from '@/lib/core/paging';
import { systemClock } from '@/lib/infra/clock';
import { xlsxResponse } from '@/lib/infra/xlsx';

/** Each row with what became of it, as a workbook. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [actor, { id }] = await Promise.all([currentActor(), params]);
  if (!actor) return new Response('Sign in first.', { status: 401 });
  try {
    const bulk = await getBulk({ actor, now: systemClock }, { id: pathId(id) });
    return xlsxResponse(`bulk-top-up-${bulk.id}`, bulkSheet(bulk, systemClock()));
  } catch (error) {
    if (error instanceof AppError) return new Response(error.message, { status: error.status });
    throw error;
  }
}
