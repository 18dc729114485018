import 'server-only';

export { type AuditEntry, recordAudit } from './record-audit';
