import 'server-only';

export { listAuditEvents } from './list-audit-events';
export { type AuditEntry, recordAudit } from './record-audit';
export { sealAuditEvents } from './seal-audit-events';
export { type AuditCheck, verifyAudit } from './verify-audit';
