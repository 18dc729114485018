import 'server-only';
import { groupColumns } from '@/components/charts/data';
import type { ChartSource } from '@/components/charts/layout';
import { layerClass } from '@/components/charts/plot';
import type { ChartRange } from '@/components/charts/range';
import type { GroupTotal } from '@/components/usage/group-table';
import type { UsageBy } from '@/components/usage/usage-filters';
import type { Context } from '@/lib/core/actor';
import type { SourcesDto } from '@/lib/overview/types';
import { getDailyUsage } from '@/lib/usage';
import type { UsageDailyDto, UsageGroup } from '@/lib/usage/schemas';
import { namesOfRead, readUsage, toGaps, type UsageFilter } from '../read-usage';

/** Groups that get a colour of their own, and groups that the table lists. */
const COLOURED = 5;
const LISTED = 50;

/** Where a group leads: a customer to its page, an agent or a connection to what lies below it. */
function hrefOf(group: UsageGroup, key: string, range: ChartRange): string | null {
  if (!/^\d+$/.test(key)) return null;
  const span = range.preset ? `range=${range.preset}` : `from=${range.from}&to=${range.to}`;
  switch (group) {
    case 'customer':
      return `/customers/${key}?${span}`;
    case 'agent':
      return `/usage?by=customer&agentId=${key}&${span}`;
    case 'connection':
      return `/usage?by=customer&connectionId=${key}&${span}`;
    case 'account':
      return `/usage?accountId=${key}&${span}`;
  }
}

function sumGroups(usage: UsageDailyDto): Map<string, Omit<GroupTotal, 'href' | 'colour'>> {
  const sums = new Map<string, Omit<GroupTotal, 'href' | 'colour'>>();
  const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  for (const { key = 'other', label = 'All others', uploadBytes, downloadBytes, totalBytes } of usage.data) {
    const sum = sums.get(key);
    sums.set(key, {
      key,
      label: key === 'other' ? 'All others' : label,
      uploadBytes: sum ? plus(sum.uploadBytes, uploadBytes) : uploadBytes,
      downloadBytes: sum ? plus(sum.downloadBytes, downloadBytes) : downloadBytes,
      totalBytes: (sum?.totalBytes ?? 0) + totalBytes,
    });
  }
  return sums;
}

async function readGroups(ctx: Context, filter: UsageFilter, range: ChartRange, by: UsageGroup, sources: SourcesDto) {
  const query = { ...filter, from: range.from, to: range.to, groupBy: by, top: LISTED };
  const usage = await getDailyUsage(ctx, query);
  const points = usage.data.map(({ date, key = 'other', label = '', ...rest }) => ({ day: date, key, label, ...rest }));
  const columns = groupColumns(points, range, COLOURED);
  const rank = new Map(columns.series.map((layer, index) => [layer.key, index]));
  const groups: GroupTotal[] = [...sumGroups(usage).values()].map((sum) => ({
    ...sum,
    href: hrefOf(by, sum.key, range),
    colour: layerClass(sum.key, rank.get(sum.key) ?? COLOURED),
  }));
  return { columns, groups, gaps: toGaps(usage, namesOfRead(sources)), asOf: usage.asOf };
}

/** What the explorer shows for an address: the chart, the sum with its change, and the groups where they are told apart. */
export async function readExplorer(
  ctx: Context,
  filter: UsageFilter,
  range: ChartRange,
  by: UsageBy,
  sources: SourcesDto,
) {
  const [whole, grouped] = await Promise.all([
    readUsage(ctx, filter, range, namesOfRead(sources)),
    by === 'none' ? null : readGroups(ctx, filter, range, by, sources),
  ]);
  const source: ChartSource = {
    columns: grouped?.columns ?? whole.columns,
    base: sources.byteBase,
    gaps: whole.gaps,
    previous: whole.previous,
  };
  return { source, groups: grouped?.groups ?? [], used: whole.usedBytes, change: whole.change, asOf: whole.asOf };
}
