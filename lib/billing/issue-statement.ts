import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { sha256 } from '@/lib/infra/crypto';
import { db, inTransaction } from '@/lib/infra/db';
import { env } from '@/lib/infra/env';
import type { StatementDto, StatementLocale } from './schemas';
import { statementCsv } from './statement-csv';
import { getStatement } from './statements';

type Input = { billingAccountId: number; month: string; format: 'csv' | 'pdf'; locale: StatementLocale };
type Bytes = Uint8Array<ArrayBuffer>;
type IssuedStatement = { bytes: Bytes; contentType: string; fileName: string };

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' };

/** Who issues: the product, with its public host where it has one. */
function issuer(): string {
  const { hostname } = new URL(env().appUrl);
  return hostname === 'localhost' ? 'Gigatill' : `Gigatill · ${hostname}`;
}

async function render(statement: StatementDto, input: Input): Promise<Bytes> {
  if (input.format === 'csv') return new TextEncoder().encode(statementCsv(statement));
  // Loaded when first needed: fonts and their tools are no business of the pages.
  const { statementPdf } = await import('./statement-pdf');
  return statementPdf(statement, input.locale, issuer());
}

type FileKey = { statementId: number; format: string; locale: string };

async function keptFile(key: FileKey): Promise<Bytes | null> {
  const file = await db().statementFile.findUnique({ where: { statementId_format_locale: key } });
  if (!file) return null;
  if (sha256(file.bytes) !== file.sha256) {
    const internal = `statement file ${key.statementId}/${key.format}/${key.locale} does not match its SHA-256`;
    throw new AppError('internal', 'The kept file of this statement is damaged.', { internal });
  }
  return file.bytes;
}

/** Keeps the first bytes that are issued. Of two at once one wins, and both hand out what it kept. */
async function keepFirst(ctx: Context, key: FileKey, statement: StatementDto, bytes: Bytes): Promise<Bytes> {
  const digest = sha256(bytes);
  await inTransaction(async (tx) => {
    const row = { ...key, bytes, sha256: digest };
    const { count } = await tx.statementFile.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'statement.issued',
      entity: 'statement',
      entityId: `${statement.billingAccountId}/${statement.month}`,
      after: { format: key.format, locale: key.locale, sha256: digest },
    });
  });
  return (await keptFile(key)) ?? bytes;
}

/**
 * A month's statement as a file. A closed one is issued once and kept: every later issue has the same bytes. An open one
 * says that it is, and is made anew each time. Throws what `getStatement` throws.
 */
export async function issueStatement(ctx: Context, input: Input): Promise<IssuedStatement> {
  const statement = await getStatement(ctx, input);
  const { billingAccountId, month, format } = input;
  const issued = (bytes: Bytes): IssuedStatement => ({
    bytes,
    contentType: CONTENT_TYPES[format],
    fileName: `statement-${billingAccountId}-${month}.${format}`,
  });
  if (statement.status === 'open') return issued(await render(statement, input));
  const closed = await db().statement.findUniqueOrThrow({
    where: { billingAccountId_month: { billingAccountId, month } },
    select: { id: true },
  });
  // A CSV speaks one language, for programs.
  const key = { statementId: closed.id, format, locale: format === 'csv' ? 'en' : input.locale };
  return issued((await keptFile(key)) ?? (await keepFirst(ctx, key, statement, await render(statement, input))));
}
