import 'server-only';

export { AUDIT_COLUMNS, auditRows } from './audit-table';
export { listAuditEvents } from './list-audit-events';
export { type AuditEntry, auditEventSql, recordAudit, recordAudits } from './record-audit';
export { sealAuditEvents } from './seal-audit-events';
export { type AuditCheck, verifyAudit } from './verify-audit';
