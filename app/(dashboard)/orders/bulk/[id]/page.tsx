import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { BulkCancel } from '@/components/bulk/bulk-cancel';
import { BulkFollower } from '@/components/bulk/bulk-follower';
import { BulkRows } from '@/components/bulk/bulk-rows';
import { BulkStart } from '@/components/bulk/bulk-start';
import { BulkSummary } from '@/components/bulk/bulk-summary';
import { BULK_STATUS, rowIsMoving } from '@/components/bulk/labels';
import { RowPages, readShown } from '@/components/bulk/row-pages';
import { sumOf } from '@/components/bulk/row-sums';
import { ClientWords } from '@/components/ui/client-words';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { StatusBadge } from '@/components/ui/status-badge';
import { requireContext } from '@/lib/auth';
import { getBulk } from '@/lib/bulk';
import type { BulkDto } from '@/lib/bulk/schemas';
import { type Context, isAdmin } from '@/lib/core/actor';
import { pathId } from '@/lib/core/paging';
import { confirmAction } from '../../../confirm';
import { orNotFound, readSearch, type SearchParams } from '../../../page-input';
import { cancelBulkAction, startBulkAction } from '../actions';

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  return { title: `Bulk top-up #${pathId((await params).id)}` };
}

/** What the reader may do; the verbs check it again. */
function actsFor({ actor }: Context, bulk: BulkDto) {
  const mine = bulk.mine && !(actor.kind !== 'system' && actor.role === 'viewer');
  return {
    mayStart: mine && bulk.status === 'preview' && bulk.good > 0,
    mayCancel: (mine || isAdmin(actor)) && (bulk.status === 'preview' || bulk.status === 'running'),
  };
}

export default async function BulkJobPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const [ctx, { id }, search] = await Promise.all([requireContext(), params, readSearch(searchParams)]);
  const bulk = await orNotFound(getBulk(ctx, { id: pathId(id) }));
  const { label, tone } = BULK_STATUS[bulk.status];
  const { mayStart, mayCancel } = actsFor(ctx, bulk);
  const asking = bulk.data.filter(({ state }) => state === 'again');
  return (
    <ClientWords of={['auth.confirm']}>
      <PageHeader
        title={bulk.fileName ?? 'Bulk top-up'}
        back={{ href: '/orders/bulk', label: 'Bulk top-ups' }}
        badge={<StatusBadge tone={tone}>{label}</StatusBadge>}
        description={
          <>
            List <span className="figures">#{bulk.id}</span> by {bulk.madeBy}, <RelativeTime at={bulk.createdAt} />
            {bulk.status === 'running' && '. It goes on when you close this page.'}
          </>
        }
      >
        {(['csv', 'xlsx'] as const).map((kind) => (
          <a key={kind} href={`/orders/bulk/${bulk.id}/result.${kind}`} download className="button button--outline">
            <Download aria-hidden="true" />
            {kind === 'csv' ? 'CSV' : 'Excel'}
          </a>
        ))}
      </PageHeader>
      {(bulk.status === 'running' || bulk.data.some(({ state }) => rowIsMoving(state))) && <BulkFollower />}
      <div className="flex flex-col gap-4">
        <Panel title={bulk.status === 'preview' ? 'Look it over' : 'Summary'}>
          <div className="flex flex-col gap-4">
            <BulkSummary bulk={bulk} />
            {mayStart && (
              <BulkStart
                id={bulk.id}
                ready={sumOf(bulk.data.filter(({ state }) => state === 'waiting'))}
                asking={asking}
                start={startBulkAction}
                cancel={cancelBulkAction}
                confirm={confirmAction}
              />
            )}
            {mayCancel && !mayStart && (
              <BulkCancel
                id={bulk.id}
                text={bulk.status === 'preview' ? 'Discard' : 'Leave out the rest'}
                cancel={cancelBulkAction}
              />
            )}
          </div>
        </Panel>
        <Panel title="Rows" flush>
          <RowPages bulk={bulk} shown={readShown(search)}>
            {(rows) => <BulkRows rows={rows} status={bulk.status} />}
          </RowPages>
        </Panel>
      </div>
    </ClientWords>
  );
}
