import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { RangePicker } from '@/components/charts/range-picker';
import { NextStep } from '@/components/onboarding/next-step';
import { DifferenceList } from '@/components/reconciliation/difference-list';
import { DiscrepancyActions } from '@/components/reconciliation/discrepancy-actions';
import { KeptList } from '@/components/reconciliation/kept-list';
import { KindChips } from '@/components/reconciliation/kind-chips';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { formatCount } from '@/components/ui/format';
import { getFormats } from '@/components/ui/get-formats';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { StatCard } from '@/components/ui/stat-card';
import { requireContext } from '@/lib/auth';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { readSearch, type SearchParams } from '../page-input';
import { discrepancyAction } from './actions';
import { type ReconciliationPage, readOpenDifferences, readReconciliation } from './read-reconciliation';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('reconciliation.page');
  return { title: t('title') };
}

function hrefOf({ chosen, range, withHistory }: ReconciliationPage, more: Record<string, string> = {}): string {
  const days: Record<string, string> = range.preset ? { range: range.preset } : { from: range.from, to: range.to };
  const kept = { ...days, ...(withHistory ? { history: 'on' } : {}) };
  return `/reconciliation?${new URLSearchParams({ connectionId: chosen?.id ?? '', ...kept, ...more })}`;
}

/** What the provider's list holds from before our time, in a line. */
function History({ page }: { page: ReconciliationPage }) {
  const t = useTranslations('reconciliation.page');
  if (page.history === 0) return null;
  const other = hrefOf({ ...page, withHistory: !page.withHistory });
  return (
    <p className="border-t border-separator px-4 py-3 text-[0.8125rem] text-muted sm:px-5">
      {t('history', { count: page.history })}{' '}
      <Link href={other} scroll={false} className="link">
        {t(page.withHistory ? 'hideHistory' : 'showHistory')}
      </Link>
    </p>
  );
}

function recordHref({ chosen }: ReconciliationPage, record: string): string {
  return `/records?${new URLSearchParams({ connectionId: chosen?.id ?? '', record })}`;
}

function Differences({ page }: { page: ReconciliationPage }) {
  const t = useTranslations('reconciliation.page');
  if (!page.chosen) {
    return (
      <EmptyState title={t('none')} action={<NextStep to="connections" />}>
        {t('noneHint')}
      </EmptyState>
    );
  }
  if (!page.comparable) {
    return <EmptyState title={t('nothing')}>{t('nothingHint', { name: page.chosen.name })}</EmptyState>;
  }
  if (page.total === 0) {
    const found = page.matched > 0 || page.history > 0 ? 'agrees' : 'quiet';
    return <EmptyState title={t(found)}>{t(`${found}Hint`)}</EmptyState>;
  }
  return (
    <>
      <DifferenceList items={page.items} recordHref={(record) => recordHref(page, record)} />
      <Pager
        first={page.start > 0 ? hrefOf(page) : null}
        next={
          page.start + page.items.length < page.total
            ? hrefOf(page, { after: String(page.start + page.items.length) })
            : null
        }
        count={page.items.length}
      />
    </>
  );
}

/** What was found at the last syncs and is not settled, whatever days the page shows below. */
async function OpenDifferences({ page, search }: { page: ReconciliationPage; search: Record<string, string> }) {
  if (!page.chosen || !page.comparable) return null;
  const [ctx, t] = await Promise.all([requireContext(), getTranslations('reconciliation.page')]);
  const { open, byKind, kind, items, nextCursor } = await readOpenDifferences(ctx, Number(page.chosen.id), search);
  const ofKind = (more: Record<string, string> = {}) => hrefOf(page, { ...(kind ? { kind } : {}), ...more });
  const admin = isAdmin(ctx.actor);
  return (
    <div className="mb-4">
      <Panel title={t('open')} description={t('openHint', { count: formatCount(open), name: page.chosen.name })} flush>
        <div className="flex px-4 pb-3 empty:hidden sm:px-5">
          <KindChips counts={byKind} chosen={kind} hrefOf={(each) => hrefOf(page, each ? { kind: each } : {})} />
        </div>
        {items.length === 0 ? (
          <EmptyState title={t('openNone')}>{t('openNoneHint')}</EmptyState>
        ) : (
          <KeptList
            items={items}
            recordHref={(record) => recordHref(page, record)}
            actions={
              admin
                ? ({ id, adoptable }) => (
                    <DiscrepancyActions
                      id={id}
                      acts={adoptable ? ['adopt', 'explain'] : ['explain']}
                      action={discrepancyAction}
                    />
                  )
                : null
            }
          />
        )}
        <Pager
          first={search.open === undefined ? null : ofKind()}
          next={nextCursor && ofKind({ open: nextCursor })}
          count={items.length}
        />
      </Panel>
    </div>
  );
}

export default async function ReconciliationPageView({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const [page, t, formats] = await Promise.all([
    readReconciliation(ctx, search),
    getTranslations('reconciliation.page'),
    getFormats(),
  ]);
  const { chosen, range } = page;
  const days = { from: formats.day(range.from), to: formats.day(range.to) };
  return (
    <ClientWords of={['reconciliation.client']}>
      <PageHeader title={t('title')} description={t('description', { zone: page.zone })}>
        {chosen && (
          <>
            <Link href={`/connections/${chosen.id}`} className="button button--outline">
              {t('readAgain')}
            </Link>
            <Link href={`/records?connectionId=${chosen.id}`} className="button button--outline">
              {t('records')}
            </Link>
          </>
        )}
      </PageHeader>
      <div className="mb-4 flex flex-wrap gap-2">
        {chosen && (
          <Segmented
            label={t('connection')}
            value={chosen.id}
            options={page.connections.map((connection) => ({
              value: connection.id,
              label: connection.name,
              href: hrefOf({ ...page, chosen: connection }),
            }))}
          />
        )}
        <RangePicker
          path="/reconciliation"
          range={range}
          today={page.today}
          keep={chosen ? { connectionId: chosen.id } : {}}
        />
      </div>
      <OpenDifferences page={page} search={search} />
      {page.comparable && (
        <div className="mb-4 grid grid-cols-2 gap-3 lg:gap-4">
          <StatCard label={t('matched')} note={t('days', days)} asOf={page.asOf}>
            {t.rich('orders', {
              count: page.matched,
              n: (words) => <span className="figures">{words}</span>,
              unit: (words) => <span className="text-[0.8125rem] font-medium tracking-normal text-muted">{words}</span>,
            })}
          </StatCard>
          <StatCard label={t('differences')} note={page.total === 0 ? t('agrees') : t('inDays')} asOf={page.asOf}>
            <span className="figures">{formatCount(page.total)}</span>
          </StatCard>
        </div>
      )}
      <Panel
        title={t('all')}
        description={chosen ? t('daysOf', { ...days, name: chosen.name }) : t('days', days)}
        flush
      >
        <Differences page={page} />
        <History page={page} />
      </Panel>
    </ClientWords>
  );
}
