import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { BulkDto, BulkRowDto } from '@/lib/bulk/schemas';
import { EmptyState } from '../ui/empty-state';
import { Pager } from '../ui/pager';
import { Segmented } from '../ui/segmented';

/** Rows on one screen; the rest has pages of its own. */
const PAGE = 100;

type Shown = { only: 'all' | 'attention'; page: number };

/** Which rows the address asks for. */
export function readShown(search: Record<string, string>): Shown {
  const page = /^[1-9]\d{0,3}$/.test(search.page ?? '') ? Number(search.page) : 1;
  return { only: search.only === 'attention' ? 'attention' : 'all', page };
}

function href(id: string, { only, page }: Shown): string {
  const query = new URLSearchParams({
    ...(only === 'all' ? {} : { only }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return `/orders/bulk/${id}${query.size === 0 ? '' : `?${query}`}`;
}

function needsAttention({ state, problem, warning }: BulkRowDto): boolean {
  if (state === 'waiting' || state === 'again') return warning !== null;
  return problem !== null || state === 'unknown' || state === 'rejected' || state === 'awaiting_approval';
}

/** The rows, a page at a time; those that want a look can be seen alone. */
export function RowPages({
  bulk,
  shown,
  children,
}: {
  bulk: BulkDto;
  shown: Shown;
  children: (rows: readonly BulkRowDto[]) => ReactNode;
}) {
  const t = useTranslations('bulk.rows');
  const some = bulk.data.filter(needsAttention);
  const rows = shown.only === 'all' ? bulk.data : some;
  const page = rows.slice((shown.page - 1) * PAGE, shown.page * PAGE);
  const more = shown.page * PAGE < rows.length;
  return (
    <>
      {some.length > 0 && some.length < bulk.data.length && (
        <div className="px-4 pb-2 sm:px-5">
          <Segmented
            label={t('shown')}
            value={shown.only}
            options={[
              {
                value: 'all',
                label: t('all', { count: bulk.data.length }),
                href: href(bulk.id, { only: 'all', page: 1 }),
              },
              {
                value: 'attention',
                label: t('toLookAt', { count: some.length }),
                href: href(bulk.id, { only: 'attention', page: 1 }),
              },
            ]}
          />
        </div>
      )}
      {page.length === 0 ? <EmptyState title={t('none')}>{t('noneHint')}</EmptyState> : children(page)}
      <Pager
        first={shown.page > 1 ? href(bulk.id, { ...shown, page: 1 }) : null}
        next={more ? href(bulk.id, { ...shown, page: shown.page + 1 }) : null}
        count={page.length}
      />
    </>
  );
}
