import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { KIND_LABEL, KINDS_OF } from '@/components/records/labels';
import { RecordDetails } from '@/components/records/record-details';
import { RecordDrawer } from '@/components/records/record-drawer';
import { RecordTable } from '@/components/records/record-table';
import { AsOf } from '@/components/ui/as-of';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterInput, FilterSelect } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireContext } from '@/lib/auth';
import { listConnections } from '@/lib/connections';
import { seesInternals } from '@/lib/core/actor';
import { getProviderRecord, listProviderRecords } from '@/lib/reconciliation';
import { providerRecordQuery, recordKindSchema } from '@/lib/reconciliation/schemas';
import { orNotFound, readSearch, type SearchParams } from '../page-input';

export const metadata: Metadata = { title: 'Provider records' };

const FILTERS = ['connectionId', 'kind', 'from', 'to'] as const;

/** The filters of an address, without those left empty. */
function filtersOf(search: Record<string, string>): Record<string, string> {
  return Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
}

function hrefOf(parts: Record<string, string>): string {
  const query = new URLSearchParams(parts).toString();
  return query === '' ? '/records' : `/records?${query}`;
}

export default async function RecordsPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const filters = filtersOf(search);
  const cursor: Record<string, string> = search.cursor ? { cursor: search.cursor } : {};
  const query = providerRecordQuery.safeParse({ ...filters, ...cursor });
  if (!query.success) notFound();
  const recordId = /^\d{1,18}$/.test(search.record ?? '') ? BigInt(search.record ?? '') : null;
  const [page, connections, record] = await Promise.all([
    listProviderRecords(ctx, query.data),
    listConnections(ctx),
    recordId === null ? null : orNotFound(getProviderRecord(ctx, { id: recordId })),
  ]);
  const names = new Map(connections.data.map(({ id, name }) => [id, name]));
  const chosen = connections.data.find(({ id }) => id === filters.connectionId);
  const kinds = chosen ? KINDS_OF[chosen.provider] : recordKindSchema.options;
  const filtered = Object.keys(filters).length > 0;
  return (
    <>
      <PageHeader
        title="Provider records"
        back={{ href: '/reconciliation', label: 'Reconciliation' }}
        description={
          <>
            The providers’ own recharge and order lists, as mirrored. Days are the provider’s.{' '}
            {chosen && <AsOf at={chosen.lastSyncedAt} prefix="Read" />}
          </>
        }
      />
      <FilterBar path="/records" clear={filtered ? '/records' : null}>
        <FilterSelect
          name="connectionId"
          label="Connection"
          all="Every connection"
          value={filters.connectionId}
          options={connections.data.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FilterSelect
          name="kind"
          label="Kind"
          all="Every kind"
          value={filters.kind}
          options={kinds.map((kind) => ({ value: kind, label: KIND_LABEL[kind] }))}
        />
        <FilterInput name="from" label="From day" type="date" value={filters.from} />
        <FilterInput name="to" label="To day" type="date" value={filters.to} />
      </FilterBar>
      <div className="panel">
        {page.data.length === 0 ? (
          <EmptyState title={filtered ? 'No record fits' : 'No records yet'}>
            {chosen && KINDS_OF[chosen.provider].length === 0
              ? 'This provider keeps no list that could be read.'
              : filtered
                ? 'Try another kind or other days.'
                : 'They are mirrored at each sync of a connection.'}
          </EmptyState>
        ) : (
          <RecordTable
            records={page.data}
            connections={names}
            hrefOf={(id) => hrefOf({ ...filters, ...cursor, record: id })}
          />
        )}
        <Pager
          first={search.cursor ? hrefOf(filters) : null}
          next={page.nextCursor ? hrefOf({ ...filters, cursor: page.nextCursor }) : null}
          count={page.data.length}
        />
      </div>
      {record && (
        <RecordDrawer
          key={record.id}
          title={`${KIND_LABEL[record.kind]} ${record.externalOrderId ?? `#${record.id}`}`}
          closeHref={hrefOf({ ...filters, ...cursor })}
        >
          <RecordDetails record={record} connection={names.get(record.connectionId)} />
        </RecordDrawer>
      )}
    </>
  );
}
