import 'server-only';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { type ExplorerView, readView, USAGE_FILTERS } from '@/components/usage/explorer-address';
import type { Download } from '@/lib/boundary/download';
import type { Context } from '@/lib/core/actor';
import { addDays, daysBetween } from '@/lib/core/calendar-date';
import { gbOfBytes } from '@/lib/core/gb-of-bytes';
import { filterIdSchema } from '@/lib/core/paging';
import { listSources } from '@/lib/overview';
import { getDailyUsage, readAccountDays, readAccountLines } from '@/lib/usage';
import type { UsageDayDto } from '@/lib/usage/schemas';
import type { UsageFilter } from '../../read-usage';

const filterSchema = z.partialRecord(z.enum(USAGE_FILTERS), filterIdSchema);

/** Days that are read at once: few where a day may have as many rows as there are customers. */
const DAYS_AT_ONCE = { none: 1_000, connection: 200, agent: 60, customer: 3 } as const;

type Row = (string | null)[];

const gbText = (bytes: number | null, base: 1000 | 1024) => (bytes === null ? null : gbOfBytes(bytes, base));

function rowOf(day: UsageDayDto, by: ExplorerView['by'], base: 1000 | 1024, mayChange: string): Row {
  return [
    day.date,
    ...(by === 'none' ? [] : [day.label ?? '', day.key ?? '']),
    gbText(day.downloadBytes, base),
    gbText(day.uploadBytes, base),
    gbText(day.totalBytes, base),
    String(day.totalBytes),
    day.provisional ? mayChange : '',
  ];
}

async function* rowsOf(
  ctx: Context,
  view: ExplorerView,
  filter: UsageFilter,
  base: 1000 | 1024,
  mayChange: string,
): AsyncGenerator<Row> {
  const { by, range } = view;
  if (by === 'account') {
    const batches = readAccountDays(ctx, { ...filter, from: range.from, to: range.to });
    for await (const days of batches) for (const day of days) yield rowOf(day, by, base, mayChange);
    return;
  }
  for (let from = range.from; daysBetween(from, range.to) >= 0; ) {
    const last = addDays(from, DAYS_AT_ONCE[by] - 1);
    const to = daysBetween(last, range.to) < 0 ? range.to : last;
    const usage = await getDailyUsage(ctx, { ...filter, from, to, ...(by === 'none' ? {} : { groupBy: by }) });
    for (const day of usage.data) yield rowOf(day, by, base, mayChange);
    from = addDays(to, 1);
  }
}

/** The table of the explorer's address: unit, zone, range and filters above it, every group below. */
export async function usageDownload(ctx: Context, search: Record<string, string>): Promise<Download> {
  const t = await getTranslations('usage.sheet');
  const sources = await listSources(ctx);
  const view = readView(search, sources.today);
  const filter = filterSchema.catch({}).parse(view.filters);
  const { range, by } = view;
  const asOf = await getDailyUsage(ctx, { ...filter, from: range.to, to: range.to });
  const base = sources.byteBase;
  const group = by === 'none' ? [] : [{ label: t(`group.${by}`), width: 30 }, { label: t('id') }];
  const filters = USAGE_FILTERS.flatMap((name) =>
    view.filters[name] ? [`${t(`filter.${name}`)} ${view.filters[name]}`] : [],
  );
  return {
    fileName: `usage-${range.from}-${range.to}`,
    name: t('name'),
    head: [
      [t('title'), t('range', { from: range.from, to: range.to })],
      [t('unit'), t('unitText', { mb: String(base), bytes: String(base ** 3) })],
      [t('zones'), sources.zones.length === 1 ? (sources.zones[0] ?? 'UTC') : sources.zones.join(', ')],
      [t('filters'), filters.length > 0 ? filters.join(', ') : t('none')],
      [t('asOf'), asOf.asOf ?? t('neverRead')],
      [t('missing'), t('missingText')],
    ],
    columns: [
      { label: t('day') },
      ...group,
      { label: t('download'), kind: 'number' },
      { label: t('upload'), kind: 'number' },
      { label: t('total'), kind: 'number' },
      { label: t('bytes'), kind: 'number', width: 20 },
      { label: t('note') },
    ],
    rows: rowsOf(ctx, view, filter, base, t('mayChange')),
    // The largest of all files: no row of it is made here.
    ...(by === 'account'
      ? {
          csvLines: () =>
            readAccountLines(ctx, { ...filter, from: range.from, to: range.to }, { base, mayChange: t('mayChange') }),
        }
      : {}),
  };
}
