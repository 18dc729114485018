import { metricsText } from '@/lib/boundary/health';
import { problemResponse, toAppError } from '@/lib/boundary/problem';

export const dynamic = 'force-dynamic';

/** Prometheus text. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { text, contentType } = await metricsText(request);
    return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
  } catch (error) {
    return problemResponse(toAppError(error, crypto.randomUUID()));
  }
}
