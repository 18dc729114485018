import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NextStep } from '@/components/onboarding/next-step';
import { SuggestionList } from '@/components/onboarding/suggestion-list';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { listConnections } from '@/lib/connections';
import { isAdmin } from '@/lib/core/actor';
import { suggestCustomers } from '@/lib/customers';
import { suggestionQuery } from '@/lib/customers/suggestion-schemas';
import { readSearch, type SearchParams } from '../../page-input';
import { assignSuggestedAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('onboarding.assign');
  return { title: t('title') };
}

export default async function AssignPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search, t] = await Promise.all([
    requireContext(),
    readSearch(searchParams),
    getTranslations('onboarding.assign'),
  ]);
  if (!isAdmin(ctx.actor)) notFound();
  const query = suggestionQuery.safeParse({ connectionId: search.connectionId, after: search.after });
  if (!query.success) notFound();
  const { connectionId } = query.data;
  const [page, connections] = await Promise.all([
    suggestCustomers(ctx, query.data),
    listConnections(ctx, { limit: 1 }),
  ]);
  const of = connectionId === undefined ? '' : `connectionId=${connectionId}&`;
  return (
    <ClientWords of={['onboarding.suggest', 'connections.client']}>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={
          connectionId === undefined
            ? { href: '/', label: t('overview') }
            : { href: `/connections/${connectionId}`, label: t('connection') }
        }
      />
      {connections.data.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('noAccounts')} action={<NextStep to="connections" />}>
            {t('noAccountsHint')}
          </EmptyState>
        </div>
      ) : page.shown === 0 ? (
        <div className="panel">
          <EmptyState
            title={t(search.after ? 'noMore' : 'none')}
            action={
              <Link href="/" className="button button--primary">
                {t('goOn')}
              </Link>
            }
          >
            {t('noneHint')}
          </EmptyState>
        </div>
      ) : (
        <Panel title={t('proposals')} description={t('shown', { shown: page.shown, open: page.open })} flush>
          <SuggestionList data={page.data} assign={assignSuggestedAction} />
          {(page.after ?? search.after) && (
            <p className="flex gap-4 border-t border-separator px-4 py-3 text-[0.8125rem] sm:px-5">
              {search.after && (
                <Link href={`/connections/assign?${of}`} className="link">
                  {t('first')}
                </Link>
              )}
              {page.after && (
                <Link href={`/connections/assign?${of}after=${page.after}`} className="link">
                  {t('next')}
                </Link>
              )}
            </p>
          )}
        </Panel>
      )}
    </ClientWords>
  );
}
