import { pdfResponse } from '@/app/dispute/pdf-response';
import { currentActor } from '@/lib/auth';
import { AppError } from '@/lib/core/errors';
import { pathId } from '@/lib/core/paging';
import { getDispute } from '@/lib/disputes';
import { systemClock } from '@/lib/infra/clock';

/** The order's dispute pack, for who may see the order. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [actor, { id }] = await Promise.all([currentActor(), params]);
  if (!actor) return new Response('Sign in first.', { status: 401 });
  try {
    return await pdfResponse(await getDispute({ actor, now: systemClock }, { orderId: pathId(id) }));
  } catch (error) {
    if (error instanceof AppError) return new Response(error.message, { status: error.status });
    throw error;
  }
}
