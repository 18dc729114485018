import { type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { gbText } from '@/lib/core/wire';
import { inTransaction } from '@/lib/infra/db';
import { getBulk, sumPrices } from './get-bulk';
import { judgeRows } from './judge-rows';
import { keepRows } from './keep-rows';
import { parseRows, rowsOf } from './parse-rows';
import type { BulkDto, BulkPreviewInput, BulkRowsInput, BulkVerdictDto } from './schemas';

/**
 * Reads many top-ups from a paste or a file and keeps them with a verdict for each row. Nothing is ordered.
 * For people (not keys). Throws `forbidden`, `invalid_input`.
 */
export async function previewBulk(ctx: Context, input: BulkPreviewInput): Promise<BulkDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Sign in to top up in bulk.');
  const judged = await judgeRows(ctx, parseRows(input.text));
  const id = await inTransaction((tx) =>
    keepRows(tx, ctx, { ...judged, fileName: input.fileName ?? null, guarded: true }),
  );
  return getBulk(ctx, { id });
}

/** For programs: a verdict for each row; nothing is kept. Throws `forbidden`. */
export async function judgeBulk(ctx: Context, input: BulkRowsInput): Promise<BulkVerdictDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const { rows, checks } = await judgeRows(ctx, rowsOf(input));
  const good = rows.filter(({ problem }) => problem === null);
  return {
    rows: rows.length,
    good: good.length,
    totalGb: gbText(good.reduce((sum, { gb }) => sum + (gb ?? 0n), 0n)),
    totalPrices: sumPrices(good),
    checks,
    data: rows.map(({ no, account, amountText, gb, note, accountId, priceMinor, currency, problem, warning }) => ({
      no,
      account,
      amountGb: gb === null ? amountText : gbText(gb),
      note,
      accountId: accountId === null ? null : String(accountId),
      price: priceMinor === null || currency === null ? null : formatMoney({ minor: priceMinor, currency }),
      problem,
      warning,
    })),
  };
}
