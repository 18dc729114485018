import { z } from 'zod';
import { ageSortSchema, pagingSchema } from '@/lib/core/paging';
import { idText, instantText, plainText } from '@/lib/core/wire';

export const auditQuery = pagingSchema.extend({
  /** `order.created`, or a part before a dot: `order`. */
  action: plainText(80).optional(),
  entity: plainText(80).optional(),
  entityId: plainText(80).optional(),
  /** `user:3`, `key:7`, `system:sync`. */
  actor: plainText(80).optional(),
  from: z.iso.datetime('Write an instant as 2026-11-21T09:30:00Z.').optional(),
  to: z.iso.datetime('Write an instant as 2026-11-21T09:30:00Z.').optional(),
  sort: ageSortSchema.optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditEventDto = z.object({
  id: idText,
  at: instantText,
  actor: z.string(),
  actorName: z.string(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string().nullable(),
  agentId: idText.nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  address: z.string().nullable(),
  /** Place in the hash chain; null until the event is sealed, within a minute or so. */
  sealNo: z.number().int().nullable(),
  hash: z.string().nullable(),
});
export type AuditEventDto = z.infer<typeof auditEventDto>;
