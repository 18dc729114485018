export type { AuditEventDto } from './schemas';
