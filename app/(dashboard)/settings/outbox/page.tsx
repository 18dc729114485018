import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OutboxList } from '@/components/settings/outbox-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireContext } from '@/lib/auth';
import { isAdmin } from '@/lib/core/actor';
import { pagingSchema } from '@/lib/core/paging';
import { listMails, sendsMails } from '@/lib/mail';
import { readSearch, type SearchParams } from '../../page-input';

export const metadata: Metadata = { title: 'Outbox' };

const PATH = '/settings/outbox';

export default async function OutboxPage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!isAdmin(ctx.actor)) notFound();
  const page = await listMails(ctx, pagingSchema.parse({ cursor: search.cursor }));
  return (
    <>
      <PageHeader
        title="Outbox"
        description={
          sendsMails()
            ? 'Invitations and links for new passwords of the last 30 days.'
            : 'No mail server is set (SMTP_URL), so mails stay here: read them and pass the links on.'
        }
        back={{ href: '/settings', label: 'Settings' }}
      />
      <div className="panel overflow-clip">
        {page.data.length === 0 ? (
          <EmptyState title="No mails yet">Invitations and links for new passwords appear here.</EmptyState>
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
