import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { OutboxList } from '@/components/settings/outbox-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireContext } from '@/lib/auth';
import { isAdmin } from '@/lib/core/actor';
import { pagingSchema } from '@/lib/core/paging';
import { listMails, sendsMails } from '@/lib/mail';
import { readSearch, type SearchParams } from '../../page-input';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.page');
  return { title: t('outbox') };
}

const PATH = '/settings/outbox';

export default async function OutboxPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('settings.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!isAdmin(ctx.actor)) notFound();
  const page = await listMails(ctx, pagingSchema.parse({ cursor: search.cursor }));
  return (
    <>
      <PageHeader
        title={t('outbox')}
        description={sendsMails() ? t('outboxSent') : t('outboxKept')}
        back={{ href: '/settings', label: t('title') }}
      />
      <div className="panel overflow-clip">
        {page.data.length === 0 ? (
          <EmptyState title={t('noMails')}>{t('noMailsHint')}</EmptyState>
        ) : (
          <OutboxList mails={page.data} />
        )}
        <Pager
          first={search.cursor ? PATH : null}
          next={page.nextCursor ? `${PATH}?${new URLSearchParams({ cursor: page.nextCursor })}` : null}
          count={page.data.length}
        />
      </div>
    </>
  );
}
