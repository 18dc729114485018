import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { BulkActions } from '@/components/bulk/bulk-actions';
import { BulkFollower } from '@/components/bulk/bulk-follower';
import { BulkRows } from '@/components/bulk/bulk-rows';
import { BulkSummary, rowsText } from '@/components/bulk/bulk-summary';
import { BULK_STATUS, rowIsMoving } from '@/components/bulk/labels';
import { groupDigits } from '@/components/ui/format';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { StatusBadge } from '@/components/ui/status-badge';
import { requireContext } from '@/lib/auth';
import { getBulk } from '@/lib/bulk';
import type { BulkDto } from '@/lib/bulk/schemas';
import { type Context, isAdmin } from '@/lib/core/actor';
import { pathId } from '@/lib/core/paging';
import { orNotFound } from '../../../page-input';
import { cancelBulkAction, startBulkAction } from '../actions';

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  return { title: `Bulk top-up #${pathId((await params).id)}` };
}

/** What the reader may do, in words that say how much it is; the verbs check it again. */
function actsFor({ actor }: Context, bulk: BulkDto) {
  const orders = bulk.mine && !(actor.kind !== 'system' && actor.role === 'viewer');
  const prices = bulk.totalPrices.map(({ amount, currency }) => `${groupDigits(amount)} ${currency}`).join(' and ');
  const what = `${rowsText(bulk.good)}: ${groupDigits(bulk.totalGb)} GB${prices && ` for ${prices}`}`;
  const mayCancel = (orders || isAdmin(actor)) && (bulk.status === 'preview' || bulk.status === 'running');
  return {
    startText: orders && bulk.status === 'preview' && bulk.good > 0 ? `Order ${what}` : null,
    cancelText: mayCancel ? (bulk.status === 'preview' ? 'Discard' : 'Leave out the rest') : null,
  };
}

export default async function BulkJobPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([requireContext(), params]);
  const bulk = await orNotFound(getBulk(ctx, { id: pathId(id) }));
  const { label, tone } = BULK_STATUS[bulk.status];
  const acts = actsFor(ctx, bulk);
  return (
    <>
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
        <a href={`/orders/bulk/${bulk.id}/result.csv`} download className="button button--outline">
          <Download aria-hidden="true" />
          CSV
        </a>
      </PageHeader>
      {(bulk.status === 'running' || bulk.data.some(({ state }) => rowIsMoving(state))) && <BulkFollower />}
      <div className="flex flex-col gap-4">
        <Panel title={bulk.status === 'preview' ? 'Look it over' : 'Summary'}>
          <div className="flex flex-col gap-4">
            <BulkSummary bulk={bulk} />
            {(acts.startText || acts.cancelText) && (
              <BulkActions id={bulk.id} {...acts} start={startBulkAction} cancel={cancelBulkAction} />
            )}
          </div>
        </Panel>
        <Panel title="Rows" flush>
          <BulkRows bulk={bulk} />
        </Panel>
      </div>
    </>
  );
}
