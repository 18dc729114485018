import { stringify } from 'csv-stringify/sync';
import type { Context } from '@/lib/core/actor';
import { plainCell } from '@/lib/core/plain-cell';
import { listAuditEvents } from './list-audit-events';
import type { AuditEventDto, AuditQuery } from './schemas';

const BATCH = 1000;

const HEAD = [
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

/**
 * Every event that fits, newest first, as CSV in parts (UTF-8 with a mark, so that spreadsheets read it right); the first
 * part is the head alone. Admins and viewers; throws `forbidden` with the second part.
 */
export async function* auditCsv(ctx: Context, query: Omit<AuditQuery, 'limit' | 'cursor'>): AsyncGenerator<string> {
  yield `\uFEFF${stringify([HEAD])}`;
  let cursor: string | null = null;
  do {
    const page = await listAuditEvents(ctx, { ...query, limit: BATCH, ...(cursor === null ? {} : { cursor }) });
    yield stringify(page.data.map((event) => rowOf(event).map(plainCell)));
    cursor = page.nextCursor;
  } while (cursor !== null);
}
