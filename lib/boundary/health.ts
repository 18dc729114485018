import 'server-only';
import { actorFromRequest } from '@/lib/auth';
import { AppError } from '@/lib/core/errors';
import { isLoopbackCaller } from '@/lib/infra/peer-address';
import { metrics } from './metrics';

export { type Readiness, readiness } from '@/lib/infra/readiness';

/** The installation's metrics as Prometheus text, for an admin's key or a caller on this machine. Throws `forbidden`. */
export async function metricsText(request: Request): Promise<{ text: string; contentType: string }> {
  if (!isLoopbackCaller(request.headers)) {
    const actor = await actorFromRequest(request);
    if (!actor) throw new AppError('unauthenticated', 'Send an API key of an admin as Authorization: Bearer KEY.');
    if (actor.kind === 'system' || actor.role !== 'admin')
      throw new AppError('forbidden', 'Only an admin may read this.');
  }
  const { registry } = metrics();
  return { text: await registry.metrics(), contentType: registry.contentType };
}
