import 'server-only';
import { z } from 'zod';
import { type ExplorerView, readView, USAGE_FILTERS } from '@/components/usage/explorer-address';
import type { Download } from '@/lib/boundary/download';
import type { Context } from '@/lib/core/actor';
import { addDays, daysBetween } from '@/lib/core/calendar-date';
import { filterIdSchema } from '@/lib/core/paging';
import { listSources } from '@/lib/overview';
import { getDailyUsage } from '@/lib/usage';
import type { UsageDayDto } from '@/lib/usage/schemas';
import type { UsageFilter } from '../../read-usage';

const filterSchema = z.partialRecord(z.enum(USAGE_FILTERS), filterIdSchema);

/** Days that are read at once: few where a day may have as many rows as there are accounts. */
const DAYS_AT_ONCE = { none: 1_000, connection: 200, agent: 60, customer: 3, account: 1 } as const;

type Row = (string | null)[];

/** Bytes as GB with six decimals, exactly: no float is rounded on the way. */
function gbText(bytes: number | null, base: 1000 | 1024): string | null {
  if (bytes === null) return null;
  const gb = BigInt(base) ** 3n;
  const millionths = (BigInt(Math.round(bytes)) * 1_000_000n + gb / 2n) / gb;
  return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
}

function rowOf(day: UsageDayDto, by: ExplorerView['by'], base: 1000 | 1024): Row {
  return [
    day.date,
    ...(by === 'none' ? [] : [day.label ?? '', day.key ?? '']),
    gbText(day.downloadBytes, base),
    gbText(day.uploadBytes, base),
    gbText(day.totalBytes, base),
    String(day.totalBytes),
    day.provisional ? 'may still change' : '',
  ];
}

async function* rowsOf(ctx: Context, view: ExplorerView, filter: UsageFilter, base: 1000 | 1024): AsyncGenerator<Row> {
  const { by, range } = view;
  for (let from = range.from; daysBetween(from, range.to) >= 0; ) {
    const last = addDays(from, DAYS_AT_ONCE[by] - 1);
    const to = daysBetween(last, range.to) < 0 ? range.to : last;
    const usage = await getDailyUsage(ctx, { ...filter, from, to, ...(by === 'none' ? {} : { groupBy: by }) });
    for (const day of usage.data) yield rowOf(day, by, base);
    from = addDays(to, 1);
  }
}

/** The table of the explorer's address: unit, zone, range and filters above it, every group below. */
export async function usageDownload(ctx: Context, search: Record<string, string>): Promise<Download> {
  const sources = await listSources(ctx);
  const view = readView(search, sources.today);
  const filter = filterSchema.catch({}).parse(view.filters);
  const { range, by } = view;
  const asOf = await getDailyUsage(ctx, { ...filter, from: range.to, to: range.to });
  const base = sources.byteBase;
  const group = by === 'none' ? [] : [{ label: `${by[0]?.toUpperCase()}${by.slice(1)}`, width: 30 }, { label: 'Id' }];
  const filters = Object.entries(view.filters).map(([name, value]) => `${name} ${value}`);
  return {
    fileName: `usage-${range.from}-${range.to}`,
    name: 'Usage',
    head: [
      ['Usage by day', `${range.from} to ${range.to}`],
      ['Unit', `1 GB = ${base} MB = ${base ** 3} bytes`],
      ['Days in', sources.zones.length === 1 ? (sources.zones[0] ?? 'UTC') : sources.zones.join(', ')],
      ['Filters', filters.length > 0 ? filters.join(', ') : 'none'],
      ['As of', asOf.asOf ?? 'never read'],
      ['Days that are missing', 'were not read or had no traffic'],
    ],
    columns: [
      { label: 'Day' },
      ...group,
      { label: 'Download (GB)', kind: 'number' },
      { label: 'Upload (GB)', kind: 'number' },
      { label: 'Total (GB)', kind: 'number' },
      { label: 'Total (bytes)', kind: 'number', width: 20 },
      { label: 'Note' },
    ],
    rows: rowsOf(ctx, view, filter, base),
  };
}
