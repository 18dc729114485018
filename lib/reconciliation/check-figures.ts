import { openAdapter } from '@/lib/connections';
import type { Context } from '@/lib/core/actor';
import { TRAFFIC_ASSET_NAMES } from '@/lib/core/assets';
import { addDays, type CalendarDate, dayIn, daysBetween } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { comparePools } from './compare-pools';
import { type Compared, compareResiduals } from './compare-residuals';
import { compareTotals } from './compare-totals';
import { keepFigures } from './keep-figures';
import { BLOCK_DAYS } from './residual-windows';

/** How many whole blocks of days back figures are compared, besides the present one. */
const BLOCKS = 5;

/** Readings that no comparison reaches any more. */
const READINGS_KEPT_DAYS = (BLOCKS + 2) * BLOCK_DAYS;

/** A Monday, from which blocks are counted. */
const FIRST_BLOCK: CalendarDate = '1970-01-05';

/** The first day of the block that comparisons of a day begin with. */
export function blockStart(day: CalendarDate, blocksBack = BLOCKS): CalendarDate {
  const block = Math.floor(daysBetween(FIRST_BLOCK, day) / BLOCK_DAYS) - blocksBack;
  return addDays(FIRST_BLOCK, block * BLOCK_DAYS);
}

/** Holds residuals, usage and pools of one connection against each other, over settled days, and keeps what differs. */
async function checkFiguresOf(ctx: Context, connectionId: number): Promise<void> {
  const { settings } = await openAdapter(connectionId);
  const connection = await db().connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: { id: true, usageAsset: true },
  });
  const asset = TRAFFIC_ASSET_NAMES.find((name) => name === connection.usageAsset);
  if (!asset) return;
  const from = blockStart(dayIn(settings.timeZone, ctx.now()));
  const compared: Compared = { connectionId, timeZone: settings.timeZone, asset, from };
  const found = [
    ...(await compareResiduals(compared)),
    ...(await comparePools(compared)),
    ...(await compareTotals(compared)),
  ];
  await keepFigures(ctx, connection, from, found);
  await db().$executeRaw`
    DELETE FROM account_reading_day WHERE day < ${addDays(dayIn(settings.timeZone, ctx.now()), -READINGS_KEPT_DAYS)}::date
      AND account_id IN (SELECT id FROM upstream_account WHERE connection_id = ${connectionId})`;
}

/**
 * What the comparison depends on, in a line: days that became settled, restatements, and records. Hourly syncs that bring
 * none of these need no comparison of every account: it takes seconds for tens of thousands.
 */
async function stateOf(connectionId: number): Promise<string> {
  const [row] = await db().$queryRaw<{ state: string }[]>`
    SELECT concat_ws(':',
      (SELECT count(*) || '/' || max(day) FROM usage_coverage WHERE connection_id = ${connectionId} AND settled
        AND day > current_date - 60),
      (SELECT max(s.id) FROM usage_restatement s),
      (SELECT count(*) FROM provider_record WHERE connection_id = ${connectionId} AND day > current_date - 60
        AND day < current_date - 1)) AS state`;
  return row?.state ?? '';
}

/** The same, where something has changed that it depends on. */
export async function checkFiguresIfChanged(ctx: Context, connectionId: number): Promise<void> {
  const key = `reconciliation.figures.${connectionId}`;
  const state = await stateOf(connectionId);
  const done = await db().setting.findUnique({ where: { key } });
  if (done?.value === state) return;
  await checkFiguresOf(ctx, connectionId);
  // As it was before: what changed meanwhile is looked at next time.
  await db().setting.upsert({ where: { key }, create: { key, value: state }, update: { value: state } });
}
