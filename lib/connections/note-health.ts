import { recordAudit } from '@/lib/audit';
import { systemContext } from '@/lib/core/actor';
import { inTransaction } from '@/lib/infra/db';
import type { ProviderError } from '@/lib/providers/errors';
import { emitEvent } from '@/lib/webhooks';

type Health = { status: 'ok' | 'failing' | 'unauthorized'; detail: string | null };

function words(error: ProviderError): string {
  return error.providerMessage ?? error.message.replace(/\.$/, '');
}

/** A plain sentence: what is wrong and what to do about it. */
export function adviceFor(error: ProviderError): string {
  switch (error.kind) {
    case 'unauthorized':
      return `The provider does not accept our credentials (${words(error)}). Enter new ones on the connection's page; until then the figures stay as last read.`;
    case 'unreachable':
      return `${error.message} Check the address, or wait for the provider: we try again by ourselves. The figures stay as last read.`;
    case 'malformed':
      return `${error.message} Check the address; if it is right, the provider has a fault or has changed its answers. The figures stay as last read.`;
    case 'refused':
      return `${error.message} This is the provider's own decision: ask it why.`;
    case 'budget':
      return `${error.message} It goes on by itself in a minute; allow more in the connection's settings if this happens often.`;
  }
}

/** What a call says about its connection, or null where it says nothing: a refusal is an answer, the budget is ours. */
function healthOf(error: ProviderError | null): Health | null {
  if (error === null) return { status: 'ok', detail: null };
  if (error.kind === 'refused' || error.kind === 'budget') return null;
  return { status: error.kind === 'unauthorized' ? 'unauthorized' : 'failing', detail: adviceFor(error).slice(0, 600) };
}

/**
 * Records what a call has shown about a connection's health: its state, since when, and an audit event when it changes. One
 * that is switched off stays so.
 */
export async function noteHealth(connectionId: number, error: ProviderError | null): Promise<void> {
  const health = healthOf(error);
  if (!health) return;
  const ctx = systemContext('connection health');
  await inTransaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ status: string; detail: string | null }[]>`
      SELECT status::text AS status, status_detail AS detail FROM connection
      WHERE id = ${connectionId} AND status <> 'disabled' FOR UPDATE`;
    if (!before || (before.status === health.status && before.detail === health.detail)) return;
    const changed = before.status !== health.status;
    await tx.connection.update({
      where: { id: connectionId },
      data: { status: health.status, statusDetail: health.detail, ...(changed ? { statusSince: ctx.now() } : {}) },
      select: { id: true },
    });
    if (!changed) return;
    await recordAudit(tx, ctx, {
      action: 'connection.status_changed',
      entity: 'connection',
      entityId: connectionId,
      before: { status: before.status },
      after: { status: health.status, detail: health.detail },
    });
    if (health.status !== 'unauthorized') return;
    await emitEvent(tx, ctx, {
      event: 'connection.unauthorized',
      data: { connectionId: String(connectionId), detail: health.detail },
    });
  });
}

/** The same news is written again only after this: other processes may have noted something else meanwhile. */
const NOTE_AGAIN_MS = 30_000;

/** A report for all calls of one opened connection: a sync of a thousand calls does not write a thousand times. */
export function healthReporter(connection: {
  id: number;
  status: string;
  statusDetail: string | null;
}): (error: ProviderError | null) => Promise<void> {
  let last = { status: connection.status, detail: connection.statusDetail, at: performance.now() };
  return async (error) => {
    const health = healthOf(error);
    if (!health) return;
    const isNews = health.status !== last.status || health.detail !== last.detail;
    if (!isNews && performance.now() - last.at < NOTE_AGAIN_MS) return;
    last = { ...health, at: performance.now() };
    await noteHealth(connection.id, error);
  };
}
