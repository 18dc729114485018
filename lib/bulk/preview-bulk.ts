import { recordAudit } from '@/lib/audit';
import { actorKey, agentScope, type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { parseMoney } from '@/lib/core/money';
import { inTransaction } from '@/lib/infra/db';
import { previewTopUp } from '@/lib/orders';
import { type FoundAccount, findAccounts } from './find-accounts';
import { getBulk } from './get-bulk';
import { type ParsedRow, parseRows } from './parse-rows';
import type { BulkDto, BulkPreviewInput } from './schemas';

/** Rows that are looked at side by side; the pool of database connections is larger. */
const SIDE_BY_SIDE = 4;

type Verdict = ParsedRow & {
  accountId: number | null;
  warning: string | null;
  priceMinor: bigint | null;
  currency: string | null;
};

/** A row with who pays for it and what that payer can spend before the first row. */
type Priced = { row: Verdict; payerId: number | null; available: bigint | null };

function refused(row: ParsedRow, problem: string, accountId: number | null = null): Priced {
  const verdict = { ...row, problem, accountId, warning: null, priceMinor: null, currency: null };
  return { row: verdict, payerId: null, available: null };
}

async function priceRow(ctx: Context, row: ParsedRow, gb: bigint, account: FoundAccount): Promise<Priced> {
  try {
    const preview = await previewTopUp(ctx, { accountId: account.id, amountGb: gb });
    const price = preview.price ? parseMoney(preview.price) : null;
    const warnings = [
      ...(preview.needsApproval ? ['Waits for approval.'] : []),
      ...(preview.similar.length > 0 ? ['Topped up within the last ten minutes.'] : []),
    ];
    const verdict = {
      ...row,
      accountId: account.id,
      warning: warnings.join(' ') || null,
      priceMinor: price?.minor ?? null,
      currency: price?.currency ?? null,
    };
    const available = preview.available ? parseMoney(preview.available) : null;
    return { row: verdict, payerId: account.payerId, available: available?.minor ?? null };
  } catch (error) {
    if (error instanceof AppError) return refused(row, error.message, account.id);
    throw error;
  }
}

async function judge(ctx: Context, row: ParsedRow, found: readonly FoundAccount[]): Promise<Priced> {
  if (row.problem !== null || row.gb === null) return refused(row, row.problem ?? 'The amount is missing.');
  const [account, another] = found;
  if (!account) {
    const own = agentScope(ctx.actor) === null ? 'No account' : 'No account of yours';
    return refused(row, `${own} has this id, number or name.`);
  }
  if (another) {
    const numbers = found.slice(0, 3).map(({ id, connectionName }) => `#${id} (${connectionName})`);
    return refused(row, `Several accounts fit. Write ${numbers.join(' or ')}.`);
  }
  return priceRow(ctx, row, row.gb, account);
}

function alsoWarn(row: Verdict, warning: string): Verdict {
  return { ...row, warning: row.warning === null ? warning : `${row.warning} ${warning}` };
}

/** Wallets are spent row by row, as the job will. */
function warnOfEmptyWallets(priced: readonly Priced[]): Verdict[] {
  const left = new Map<number, bigint>();
  return priced.map(({ row, payerId, available }) => {
    if (payerId === null || available === null || row.priceMinor === null) return row;
    const rest = (left.get(payerId) ?? available) - row.priceMinor;
    left.set(payerId, rest);
    return rest < 0n ? alsoWarn(row, 'The wallet does not reach this far.') : row;
  });
}

/** One account twice is often meant, and often a slip: each row that has it says where else it stands. */
function warnOfRepeats(rows: Verdict[]): Verdict[] {
  const places = new Map<number, number[]>();
  for (const { accountId, no, problem } of rows) {
    if (accountId !== null && problem === null) places.set(accountId, [...(places.get(accountId) ?? []), no]);
  }
  return rows.map((row) => {
    const others = (row.accountId === null ? [] : (places.get(row.accountId) ?? [])).filter((no) => no !== row.no);
    if (row.problem !== null || others.length === 0) return row;
    return alsoWarn(row, `The same account as in row ${others.slice(0, 3).join(', ')}.`);
  });
}

/**
 * Reads many top-ups from a paste or a file and keeps them with a verdict for each row. Nothing is ordered.
 * For people (not keys). Throws `forbidden`, `invalid_input`.
 */
export async function previewBulk(ctx: Context, input: BulkPreviewInput): Promise<BulkDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Sign in to top up in bulk.');
  const parsed = parseRows(input.text);
  const accounts = await findAccounts(
    ctx,
    parsed.map(({ account }) => account),
  );
  const priced: Priced[] = [];
  for (let at = 0; at < parsed.length; at += SIDE_BY_SIDE) {
    const part = parsed.slice(at, at + SIDE_BY_SIDE);
    priced.push(...(await Promise.all(part.map((row) => judge(ctx, row, accounts.get(row.account) ?? [])))));
  }
  const rows = warnOfRepeats(warnOfEmptyWallets(priced));
  const id = await inTransaction(async (tx) => {
    const job = await tx.bulkJob.create({
      data: {
        madeBy: actorKey(ctx.actor),
        madeByName: ctx.actor.name,
        agentId: agentScope(ctx.actor),
        fileName: input.fileName ?? null,
        createdAt: ctx.now(),
      },
      select: { id: true },
    });
    await tx.bulkRow.createMany({
      data: rows.map(({ amountText, ...row }) => ({ ...row, jobId: job.id, amountGb: amountText })),
    });
    await recordAudit(tx, ctx, {
      action: 'bulk.previewed',
      entity: 'bulk',
      entityId: job.id,
      agentId: agentScope(ctx.actor),
      after: { rows: rows.length, refused: rows.filter(({ problem }) => problem !== null).length },
    });
    return job.id;
  });
  return getBulk(ctx, { id });
}
