import 'server-only';

export { auditCsv } from './audit-csv';
export { listAuditEvents } from './list-audit-events';
export { type AuditEntry, auditEventSql, recordAudit } from './record-audit';
export { sealAuditEvents } from './seal-audit-events';
export { type AuditCheck, verifyAudit } from './verify-audit';
