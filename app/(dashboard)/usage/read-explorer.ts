import 'server-only';
import { getTranslations } from 'next-intl/server';
import { groupColumns } from '@/components/charts/data';
import type { ChartSource } from '@/components/charts/layout';
import { layerClass } from '@/components/charts/plot';
import { wholeColumns } from '@/components/charts/shape';
import { type ExplorerView, viewHref } from '@/components/usage/explorer-address';
import type { GroupTotal } from '@/components/usage/group-table';
import type { Context } from '@/lib/core/actor';
import type { SourcesDto } from '@/lib/overview/types';
import { getDailyUsage } from '@/lib/usage';
import type { UsageDailyDto, UsageGroup } from '@/lib/usage/schemas';
import { namesOfRead, readUsage, type UsageFilter } from '../read-usage';

/** Groups that the table lists. */
const LISTED = 50;

/** Where a group leads: to what lies below it, with the rest of the view as it is. */
function hrefOf(view: ExplorerView, group: UsageGroup, key: string): string | null {
  if (!/^\d+$/.test(key)) return null;
  switch (group) {
    case 'customer':
      return viewHref(view, { by: 'account', filters: { ...view.filters, customerId: key } });
    case 'agent':
      return viewHref(view, { by: 'customer', filters: { ...view.filters, agentId: key } });
    case 'connection':
      return viewHref(view, { by: 'customer', filters: { ...view.filters, connectionId: key } });
    case 'account':
      return viewHref(view, { by: 'none', filters: { ...view.filters, accountId: key } });
  }
}

function sumGroups(usage: UsageDailyDto, allOthers: string): Map<string, Omit<GroupTotal, 'href' | 'colour'>> {
  const sums = new Map<string, Omit<GroupTotal, 'href' | 'colour'>>();
  const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  for (const { key = 'other', label = allOthers, uploadBytes, downloadBytes, totalBytes } of usage.data) {
    const sum = sums.get(key);
    sums.set(key, {
      key,
      label: key === 'other' ? allOthers : label,
      uploadBytes: sum ? plus(sum.uploadBytes, uploadBytes) : uploadBytes,
      downloadBytes: sum ? plus(sum.downloadBytes, downloadBytes) : downloadBytes,
      totalBytes: (sum?.totalBytes ?? 0) + totalBytes,
    });
  }
  return sums;
}

async function readGroups(ctx: Context, filter: UsageFilter, view: ExplorerView, by: UsageGroup) {
  const t = await getTranslations('usage.page');
  const { range, top } = view;
  const usage = await getDailyUsage(ctx, { ...filter, from: range.from, to: range.to, groupBy: by, top: LISTED });
  const points = usage.data.map(({ date, key = 'other', label = '', ...rest }) => ({ day: date, key, label, ...rest }));
  const columns = groupColumns(points, range, top);
  const rank = new Map(columns.series.map((layer, index) => [layer.key, index]));
  const groups: GroupTotal[] = [...sumGroups(usage, t('allOthers')).values()].map((sum) => ({
    ...sum,
    href: hrefOf(view, by, sum.key),
    colour: layerClass(sum.key, rank.get(sum.key) ?? -1),
  }));
  return { columns, groups };
}

/** What the explorer shows for an address: the chart, the sum with its change, and the groups where they are told apart. */
export async function readExplorer(ctx: Context, filter: UsageFilter, view: ExplorerView, sources: SourcesDto) {
  const [whole, grouped] = await Promise.all([
    readUsage(ctx, filter, view.range, namesOfRead(sources), view.compare),
    view.by === 'none' ? null : readGroups(ctx, filter, view, view.by),
  ]);
  const t = await getTranslations('usage.page');
  const columns = grouped?.columns ?? (view.whole ? wholeColumns(whole.columns) : whole.columns);
  const source: ChartSource = {
    columns,
    base: sources.byteBase,
    gaps: whole.gaps,
    previous: whole.previous,
    previousName: view.compare === 'year' ? t('previousYear') : t('previousBefore'),
    look: view.look,
  };
  return { source, groups: grouped?.groups ?? [], used: whole.usedBytes, change: whole.change, asOf: whole.asOf };
}
