import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { EndlessList } from '@/components/lists/endless-list';
import { listPlace } from '@/components/lists/list-address';
import { TableKeys } from '@/components/lists/table-keys';
import { NextStep } from '@/components/onboarding/next-step';
import { KINDS_OF } from '@/components/records/labels';
import { RecordDetails } from '@/components/records/record-details';
import { RecordDrawer } from '@/components/records/record-drawer';
import { RecordFilters } from '@/components/records/record-filters';
import { RecordColumns, RecordTable } from '@/components/records/record-table';
import { AsOf } from '@/components/ui/as-of';
import { ClientWords } from '@/components/ui/client-words';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { SavedViews } from '@/components/views/saved-views';
import { requireContext } from '@/lib/auth';
import { listConnections } from '@/lib/connections';
import { seesInternals } from '@/lib/core/actor';
import { getProviderRecord, listProviderRecords } from '@/lib/reconciliation';
import { listViews } from '@/lib/views';
import { orNotFound, readSearch, type SearchParams } from '../page-input';
import { deleteViewAction, saveViewAction } from '../view-actions';
import { readRecordSearch } from './read-search';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records.page');
  return { title: t('title') };
}

export default async function RecordsPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('records.page');
  const kinds = await getTranslations('records.kind');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const asked = readRecordSearch(search);
  if (!seesInternals(ctx.actor) || !asked) notFound();
  const { address, query, recordId } = asked;
  const [page, connections, record, views] = await Promise.all([
    listProviderRecords(ctx, query),
    listConnections(ctx),
    recordId === null ? null : orNotFound(getProviderRecord(ctx, { id: recordId })),
    listViews(ctx, { page: 'records' }),
  ]);
  const names = new Map(connections.data.map(({ id, name }) => [id, name]));
  const chosen = connections.data.find(({ id }) => id === address.query.connectionId);
  const { hide: _, sort: _sort, ...filters } = address.query;
  const filtered = Object.keys(filters).length > 0;
  const place = listPlace(address, search.cursor, page.nextCursor);
  return (
    <ClientWords of={['views.client', 'lists.client']}>
      <PageHeader
        title={t('title')}
        back={{ href: '/reconciliation', label: t('back') }}
        description={
          <>
            {t('description')} {chosen && <AsOf at={chosen.lastSyncedAt} prefix={t('read')} />}
          </>
        }
      >
        <SavedViews
          page="records"
          views={views}
          query={address.query}
          actions={{ save: saveViewAction, remove: deleteViewAction }}
        />
        <RecordColumns address={address} />
        <DownloadMenu path="/records/export" query={address.query} />
      </PageHeader>
      <RecordFilters address={address} connections={connections.data} filtered={filtered} />
      <div className="panel">
        <EndlessList name="records" {...place} count={page.data.length}>
          {page.data.length === 0 ? (
            <EmptyState title={filtered ? t('noneFit') : t('none')} action={!filtered && <NextStep to="connections" />}>
              {chosen && KINDS_OF[chosen.provider].length === 0
                ? t('noList')
                : filtered
                  ? t('noneFitHint')
                  : t('noneHint')}
            </EmptyState>
          ) : (
            <TableKeys>
              <RecordTable
                records={page.data}
                connections={names}
                address={address}
                hrefOf={(id) => `${place.list}${place.list.includes('?') ? '&' : '?'}record=${id}`}
              />
            </TableKeys>
          )}
        </EndlessList>
      </div>
      {record && (
        <RecordDrawer
          key={record.id}
          title={t('one', { kind: kinds(record.kind), number: record.externalOrderId ?? `#${record.id}` })}
          closeHref={place.list}
        >
          <RecordDetails record={record} connection={names.get(record.connectionId)} />
        </RecordDrawer>
      )}
    </ClientWords>
  );
}
