import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { BreakageList } from '@/components/costs/breakage-list';
import { MarginTable } from '@/components/costs/margin-table';
import { monthName } from '@/components/costs/month-name';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterInput } from '@/components/ui/filter-bar';
import { getFormats } from '@/components/ui/get-formats';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { RelativeTime } from '@/components/ui/relative-time';
import { Segmented } from '@/components/ui/segmented';
import { requireContext } from '@/lib/auth';
import { seesInternals } from '@/lib/core/actor';
import { getMargin } from '@/lib/costs';
import { type MarginDto, marginGroupSchema } from '@/lib/costs/schemas';
import { readSearch, type SearchParams } from '../page-input';
import { hrefOf, queryOf } from './read-margin';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('costs.page');
  return { title: t('title') };
}

async function Rates({ margin }: { margin: MarginDto }) {
  const [t, formats] = await Promise.all([getTranslations('costs.page'), getFormats()]);
  const foreign = margin.data.some((row) => row.cost && row.costs.some(({ money }) => money.currency !== row.currency));
  if (!foreign) return null;
  const rates = margin.rates.map(({ base, quote, rate, from }) =>
    t('rate', { base, quote, rate, day: formats.day(from) }),
  );
  return <p className="px-4 py-3 text-xs text-muted sm:px-5">{t('rates', { rates: rates.join('; ') })}</p>;
}

export default async function MarginPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const query = queryOf(search, ctx.now());
  const { month, groupBy, sort, direction } = query;
  const [margin, t, groups, locale, formats] = await Promise.all([
    getMargin(ctx, query),
    getTranslations('costs.page'),
    getTranslations('costs'),
    getLocale(),
    getFormats(),
  ]);
  const said = { month: monthName(month, locale), day: formats.day(margin.closesAt.slice(0, 10)) };
  const costed = margin.costedTo !== null;
  const place = { month, groupBy, sort, direction };
  return (
    <>
      <PageHeader title={t('title')} description={margin.status === 'open' ? t('open', said) : t('closed', said)}>
        <DownloadMenu path="/margin/export" query={{ month, groupBy }} />
        <Link href="/margin/purchases" className="button button--outline">
          {t('purchases')}
        </Link>
      </PageHeader>
      <div className="mb-1 flex flex-wrap items-end gap-x-4">
        <FilterBar path="/margin">
          <FilterInput
            name="month"
            label={t('month')}
            type="month"
            value={month}
            max={ctx.now().toISOString().slice(0, 7)}
          />
          <input type="hidden" name="groupBy" value={groupBy} />
        </FilterBar>
        <div className="mb-4 max-w-full">
          <Segmented
            label={t('groupBy')}
            value={groupBy}
            options={marginGroupSchema.options.map((value) => ({
              value,
              label: groups(`by.${value}`),
              href: hrefOf({ month, groupBy: value }),
            }))}
          />
        </div>
      </div>
      <div className="flex flex-col gap-4">
        <div className="panel overflow-clip">
          {margin.data.length === 0 ? (
            <EmptyState title={t(costed ? 'empty' : 'notYet')}>{t(costed ? 'emptyHint' : 'notCosted')}</EmptyState>
          ) : (
            <MarginTable
              margin={margin}
              sort={{ key: sort, down: direction === 'desc' }}
              hrefOf={(key, way) => hrefOf({ month, groupBy, sort: key, direction: way })}
            />
          )}
          <Rates margin={margin} />
          <Pager
            first={search.cursor ? hrefOf(place) : null}
            next={margin.nextCursor ? hrefOf({ ...place, cursor: margin.nextCursor }) : null}
            count={margin.data.length}
          />
        </div>
        <BreakageList breakage={margin.breakage} />
        {(costed || margin.data.length > 0) && (
          <p className="text-xs text-muted">
            {costed ? t.rich('costedTo', { time: () => <RelativeTime at={margin.costedTo ?? ''} /> }) : t('notCosted')}
          </p>
        )}
      </div>
    </>
  );
}
