import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ChainState } from '@/components/audit/chain-state';
import { EventList } from '@/components/audit/event-list';
import { ENTITIES } from '@/components/audit/labels';
import { EndlessList } from '@/components/lists/endless-list';
import { TableKeys } from '@/components/lists/table-keys';
import { ClientWords } from '@/components/ui/client-words';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterInput, FilterSelect } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { SavedViews } from '@/components/views/saved-views';
import { listAuditEvents } from '@/lib/audit';
import { listUsers, requireContext } from '@/lib/auth';
import type { UserDto } from '@/lib/auth/schemas';
import { type Context, seesInternals } from '@/lib/core/actor';
import { listViews } from '@/lib/views';
import { isForRows, readSearch, type SearchParams } from '../page-input';
import { deleteViewAction, saveViewAction } from '../view-actions';
import { checkChainAction } from './actions';
import { knownChain, sayChain } from './chain';
import { filtersOf, queryOf } from './read-filters';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit.page');
  return { title: t('title') };
}

function hrefOf(parts: Record<string, string>): string {
  const query = new URLSearchParams(parts).toString();
  return query === '' ? '/audit' : `/audit?${query}`;
}

function actorOptions(users: readonly UserDto[], actor: string | undefined) {
  const options = users.map((user) => ({ value: `user:${user.id}`, label: user.name }));
  return actor === undefined || options.some(({ value }) => value === actor)
    ? options
    : [{ value: actor, label: actor }, ...options];
}

async function Chain({ ctx }: { ctx: Context }) {
  return <ChainState first={await sayChain(await knownChain(ctx))} check={checkChainAction} />;
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('audit.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const entities = await getTranslations('audit.entities');
  const lists = await getTranslations('lists');
  const filters = filtersOf(search);
  const query = queryOf(filters, search.cursor);
  if (!query.success) notFound();
  const [page, users, views] = await Promise.all([
    listAuditEvents(ctx, query.data),
    listUsers(ctx, { limit: 200 }),
    listViews(ctx, { page: 'audit' }),
  ]);
  const filtered = Object.keys(filters).some((name) => name !== 'sort');
  return (
    <ClientWords of={['audit.client', 'views.client', 'lists.client']}>
      <PageHeader title={t('title')} description={t('description')}>
        <SavedViews
          page="audit"
          views={views}
          query={filters}
          actions={{ save: saveViewAction, remove: deleteViewAction }}
        />
        <DownloadMenu path="/audit/export" query={filters} />
      </PageHeader>
      <div className="mb-4">
        <Panel title={t('chain')} description={t('chainHint')}>
          <Suspense fallback={<div className="bone h-8 w-64" role="status" aria-label={t('checkingChain')} />}>
            {!(await isForRows()) && <Chain ctx={ctx} />}
          </Suspense>
        </Panel>
      </div>
      <FilterBar path="/audit" clear={filtered ? '/audit' : null}>
        <FilterSelect
          name="entity"
          label={t('about')}
          all={t('everything')}
          value={filters.entity}
          options={ENTITIES.map((value) => ({ value, label: entities(value) }))}
        />
        <FilterInput name="entityId" label={t('itsNumber')} value={filters.entityId} />
        <FilterInput name="action" label={t('actLabel')} value={filters.action} placeholder="order.created" />
        <FilterSelect
          name="actor"
          label={t('by')}
          all={t('everybody')}
          value={filters.actor}
          options={actorOptions(users.data, filters.actor)}
        />
        <FilterInput name="from" label={t('fromDay')} type="date" value={filters.from} />
        <FilterInput name="to" label={t('toDay')} type="date" value={filters.to} />
        <FilterSelect
          name="sort"
          label={lists('sort')}
          all={lists('new')}
          value={filters.sort}
          options={[{ value: 'old', label: lists('old') }]}
        />
      </FilterBar>
      <div className="panel overflow-clip">
        <EndlessList
          name="audit"
          list={hrefOf(search.cursor ? { ...filters, cursor: search.cursor } : filters)}
          first={search.cursor ? hrefOf(filters) : null}
          next={page.nextCursor ? hrefOf({ ...filters, cursor: page.nextCursor }) : null}
          count={page.data.length}
        >
          {page.data.length === 0 ? (
            <EmptyState title={filtered ? t('noneFits') : t('none')}>
              {filtered ? t('noneFitsHint') : t('noneHint')}
            </EmptyState>
          ) : (
            <TableKeys>
              <EventList events={page.data} actorHref={(actor) => hrefOf({ actor })} />
            </TableKeys>
          )}
        </EndlessList>
      </div>
    </ClientWords>
  );
}
