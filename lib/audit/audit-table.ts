import type { Context } from '@/lib/core/actor';
import { listAuditEvents } from './list-audit-events';
import type { AuditEventDto, AuditQuery } from './schemas';

const BATCH = 1000;

/** The labels of the columns of `auditRows`. */
export const AUDIT_COLUMNS = [
  'No.',
  'At (UTC)',
  'Actor',
  'Name',
  'Act',
  'About',
  'Its number',
  'Agent',
  'Before',
  'After',
  'Address',
  'Place in the chain',
  'Hash',
];

function rowOf(event: AuditEventDto): string[] {
  return [
    event.id,
    event.at,
    event.actor,
    event.actorName,
    event.action,
    event.entity,
    event.entityId ?? '',
    event.agentId ?? '',
    event.before === null ? '' : JSON.stringify(event.before),
    event.after === null ? '' : JSON.stringify(event.after),
    event.address ?? '',
    event.sealNo === null ? '' : String(event.sealNo),
    event.hash ?? '',
  ];
}

/** Every event that fits, in the order of the list, read a part at a time. Admins and viewers; throws `forbidden` with the first row. */
export async function* auditRows(ctx: Context, query: Omit<AuditQuery, 'limit' | 'cursor'>): AsyncGenerator<string[]> {
  let cursor: string | null = null;
  do {
    const page = await listAuditEvents(ctx, { ...query, limit: BATCH, ...(cursor === null ? {} : { cursor }) });
    yield* page.data.map(rowOf);
    cursor = page.nextCursor;
  } while (cursor !== null);
}
