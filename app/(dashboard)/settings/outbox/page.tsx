import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SendAllKept, SendOne } from '@/components/mail/send-kept';
import { OutboxList } from '@/components/settings/outbox-list';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireContext } from '@/lib/auth';
import { isAdmin } from '@/lib/core/actor';
import { pagingSchema } from '@/lib/core/paging';
import { countKeptMails, listMails, sendsMails } from '@/lib/mail';
import { readSearch, type SearchParams } from '../../page-input';
import { sendKeptAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.page');
  return { title: t('outbox') };
}

const PATH = '/settings/outbox';

export default async function OutboxPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('settings.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!isAdmin(ctx.actor)) notFound();
  const [page, kept] = await Promise.all([
    listMails(ctx, pagingSchema.parse({ cursor: search.cursor })),
    countKeptMails(ctx),
  ]);
  const maySend = sendsMails();
  return (
    <ClientWords of={['mail.kept']}>
      <PageHeader
        title={t('outbox')}
        description={maySend ? t('outboxSent') : t('outboxKept')}
        back={{ href: '/settings', label: t('title') }}
      />
      {maySend && <SendAllKept {...kept} action={sendKeptAction} />}
      <div className="panel overflow-clip">
        {page.data.length === 0 ? (
          <EmptyState title={t('noMails')}>{t('noMailsHint')}</EmptyState>
        ) : (
          <OutboxList
            mails={page.data}
            send={maySend ? ({ id, to }) => <SendOne id={id} to={to} action={sendKeptAction} /> : null}
          />
        )}
        <Pager
          first={search.cursor ? PATH : null}
          next={page.nextCursor ? `${PATH}?${new URLSearchParams({ cursor: page.nextCursor })}` : null}
          count={page.data.length}
        />
      </div>
    </ClientWords>
  );
}
