import { readiness } from '@/lib/boundary/health';

export const dynamic = 'force-dynamic';

/** Requests can be served. */
export async function GET(): Promise<Response> {
  const state = await readiness();
  return Response.json(state, { status: state.status === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
