import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DailyChart } from '@/components/charts/daily-chart';
import { RangePicker } from '@/components/charts/range-picker';
import { NextStep } from '@/components/onboarding/next-step';
import { AsOf } from '@/components/ui/as-of';
import { ClientWords } from '@/components/ui/client-words';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { getFormats } from '@/components/ui/get-formats';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Quantity } from '@/components/ui/quantity';
import { Crumbs } from '@/components/usage/crumbs';
import { readView, USAGE_BYS, USAGE_FILTERS, viewQuery } from '@/components/usage/explorer-address';
import { GroupTable } from '@/components/usage/group-table';
import { ChartChoices, UsageFilters } from '@/components/usage/usage-filters';
import { SavedViews } from '@/components/views/saved-views';
import { requireContext } from '@/lib/auth';
import { seesInternals } from '@/lib/core/actor';
import { filterIdSchema } from '@/lib/core/paging';
import { listSources } from '@/lib/overview';
import { listViews } from '@/lib/views';
import { readSearch, type SearchParams } from '../page-input';
import { deleteViewAction, saveViewAction } from '../view-actions';
import { readCrumbs } from './read-crumbs';
import { readExplorer } from './read-explorer';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('usage.page');
  return { title: t('title') };
}

const filterSchema = z.partialRecord(z.enum(USAGE_FILTERS), filterIdSchema);
const AGENTS_CHOICES = ['none', 'customer', 'account'] as const;

export default async function UsagePage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('usage.page');
  const [ctx, search, formats] = await Promise.all([requireContext(), readSearch(searchParams), getFormats()]);
  const sources = await listSources(ctx);
  const view = readView(search, sources.today);
  const { range, by } = view;
  const filter = filterSchema.catch({}).parse(view.filters);
  const [usage, crumbs, views] = await Promise.all([
    readExplorer(ctx, filter, view, sources),
    readCrumbs(ctx, view, filter, sources),
    listViews(ctx, { page: 'usage' }),
  ]);
  const withoutRange = viewQuery(view, 'range');
  const days = { from: formats.day(range.from), to: formats.day(range.to) };
  return (
    <>
      <PageHeader
        title={t('title')}
        description={
          <>
            {usage.asOf === null
              ? t('span', days)
              : t.rich(usage.change ? 'fromWithChange' : 'from', {
                  bytes: () => (
                    <Quantity bytes={usage.used} base={sources.byteBase} className="font-semibold text-foreground" />
                  ),
                  ...days,
                  change: usage.change ?? '',
                })}
            ; <AsOf at={usage.asOf} />
          </>
        }
      >
        {filter.customerId !== undefined && (
          <Link href={`/customers/${filter.customerId}`} className="button button--outline">
            {t('openCustomer')}
          </Link>
        )}
        <ClientWords of={['views.client']}>
          <SavedViews
            page="usage"
            views={views}
            query={viewQuery(view)}
            actions={{ save: saveViewAction, remove: deleteViewAction }}
          />
        </ClientWords>
        <DownloadMenu path="/usage/export" query={viewQuery(view)} />
      </PageHeader>
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <UsageFilters view={view} choices={seesInternals(ctx.actor) ? USAGE_BYS : AGENTS_CHOICES} />
        <RangePicker path="/usage" range={range} today={sources.today} keep={withoutRange} />
      </div>
      <div className="flex flex-col gap-4">
        <Panel title={t('byDay')} action={<ChartChoices view={view} />}>
          <DailyChart
            source={usage.source}
            zone={sources.zones.length === 1 ? (sources.zones[0] ?? 'UTC') : t('ownZones')}
            zoom={{ path: '/usage', keep: withoutRange }}
          />
        </Panel>
        {by !== 'none' && (
          <Panel title={t(`largest.${by}`)} description={t('largestHint')} flush>
            {usage.groups.length === 0 ? (
              <EmptyState title={t('none')} action={<NextStep to="range" />} />
            ) : (
              <GroupTable groups={usage.groups} base={sources.byteBase} />
            )}
          </Panel>
        )}
      </div>
    </>
  );
}
