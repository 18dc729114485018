import { AppError } from '@/lib/core/errors';
import { readDisputeLink } from '@/lib/disputes';
import { systemClock } from '@/lib/infra/clock';
import { pdfResponse } from '../../pdf-response';

/** The pack behind a link, as a document. */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  try {
    const { pack } = await readDisputeLink((await params).token, systemClock);
    return await pdfResponse(pack);
  } catch (error) {
    if (error instanceof AppError) return new Response(error.message, { status: error.status });
    throw error;
  }
}
