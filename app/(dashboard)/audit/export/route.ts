import { AUDIT_COLUMNS, auditRows } from '@/lib/audit';
import { type Download, serveDownload } from '@/lib/boundary/download';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { filtersOf, queryOf } from '../read-filters';

async function auditDownload(ctx: Context, search: Record<string, string>): Promise<Download> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const query = queryOf(filtersOf(search));
  if (!query.success) throw new AppError('invalid_input', 'These filters make no sense.');
  return {
    fileName: `audit-${ctx.now().toISOString().slice(0, 10)}`,
    name: 'Audit',
    head: [],
    columns: AUDIT_COLUMNS.map((label) => ({ label })),
    rows: auditRows(ctx, query.data),
  };
}

/** All events of the page's filters as a file that is sent while it is read. Its words are those of the log: English. */
export function GET(request: Request): Promise<Response> {
  return serveDownload(request, auditDownload);
}
