import 'server-only';
import { getTranslations } from 'next-intl/server';
import { type Columns, columnTotals, dailyColumns, type Gap } from '@/components/charts/data';
import { type ChartRange, columnsIn, comparePeriods, periodBefore, yearBefore } from '@/components/charts/range';
import { getFormats } from '@/components/ui/get-formats';
import type { Comparison } from '@/components/usage/explorer-address';
import type { Context } from '@/lib/core/actor';
import type { SourcesDto } from '@/lib/overview/types';
import { getDailyUsage } from '@/lib/usage';
import type { UsageDailyDto, UsageDailyQuery } from '@/lib/usage/schemas';

export type UsageFilter = Pick<UsageDailyQuery, 'connectionId' | 'customerId' | 'accountId' | 'agentId'>;

/** Days of the usage answer as the charts want them. */
export function toPoints(usage: UsageDailyDto) {
  return usage.data.map(({ date, ...rest }) => ({ day: date, ...rest }));
}

/** Names by id of the connections that were ever read. */
export function namesOfRead(sources: SourcesDto): Map<string, string> {
  return new Map(sources.data.filter((source) => source.read).map((source) => [source.connectionId, source.name]));
}

/** Gaps of the connections in `names`, under their names; a connection that was never read has no figures to miss. */
export async function toGaps(usage: UsageDailyDto, names: ReadonlyMap<string, string>): Promise<Gap[]> {
  const t = await getTranslations('usage.page');
  return usage.gaps.flatMap(({ connectionId, from, to }) => {
    const name = names.get(connectionId);
    return name === undefined ? [] : [{ from, to, label: t('notRead', { connection: name }) }];
  });
}

const NOTHING: UsageDailyDto = { data: [], asOf: null, gaps: [] };

/**
 * A range of days and the period that it is compared with: columns for a chart, the sum, and the change. It is read by connection, since
 * a sum of providers of which one does not tell upload from download could not tell them apart either.
 */
export async function readUsage(
  ctx: Context,
  filter: UsageFilter,
  range: ChartRange,
  names: ReadonlyMap<string, string>,
  compare: Comparison = 'before',
) {
  const earlier = compare === 'year' ? yearBefore(range) : periodBefore(range);
  const [usage, before] = await Promise.all([
    getDailyUsage(ctx, { ...filter, from: range.from, to: range.to, groupBy: 'connection' }),
    compare === 'none' ? NOTHING : getDailyUsage(ctx, { ...filter, ...earlier }),
  ]);
  const columns: Columns = dailyColumns(toPoints(usage), range);
  const previous = compare === 'none' ? [] : columnTotals(dailyColumns(toPoints(before), earlier));
  const totals = columnTotals(columns);
  const t = await getTranslations('usage.page');
  const gaps = await toGaps(usage, names);
  const unread = [...columnsIn(range, gaps), ...columnsIn(earlier, await toGaps(before, names))];
  const compared = comparePeriods(totals, previous, new Set([...columns.provisional, ...unread]));
  const change = compare === 'none' ? null : (await getFormats()).change(compared.now, compared.before);
  return {
    columns,
    previous,
    gaps,
    asOf: usage.asOf,
    usedBytes: totals.reduce((sum: number, value) => sum + (value ?? 0), 0),
    change: change && (compare === 'year' ? t('changeYear', { change }) : t('changeBefore', { change })),
  };
}
