import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BulkCancel } from '@/components/bulk/bulk-cancel';
import { BulkFollower } from '@/components/bulk/bulk-follower';
import { BulkRows } from '@/components/bulk/bulk-rows';
import { BulkStart } from '@/components/bulk/bulk-start';
import { BulkSummary } from '@/components/bulk/bulk-summary';
import { BULK_TONE, rowIsMoving } from '@/components/bulk/labels';
import { RowPages, readShown } from '@/components/bulk/row-pages';
import { sumOf } from '@/components/bulk/row-sums';
import { ClientWords } from '@/components/ui/client-words';
import { DownloadMenu } from '@/components/ui/download-menu';
import { getSaying } from '@/components/ui/get-saying';
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
  const t = await getTranslations('bulk.job');
  return { title: t('metaTitle', { id: String(pathId((await params).id)) }) };
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
  const t = await getTranslations('bulk');
  const [ctx, { id }, search, { say }] = await Promise.all([
    requireContext(),
    params,
    readSearch(searchParams),
    getSaying(),
  ]);
  const bulk = await orNotFound(getBulk(ctx, { id: pathId(id) }));
  const { mayStart, mayCancel } = actsFor(ctx, bulk);
  const asking = bulk.data
    .filter(({ state }) => state === 'again')
    .map((row) => ({ ...row, warning: row.warning && say(row.warning) }));
  return (
    <ClientWords of={['bulk.client', 'auth.confirm']}>
      <PageHeader
        title={bulk.fileName ?? t('job.title')}
        back={{ href: '/orders/bulk', label: t('job.back') }}
        badge={<StatusBadge tone={BULK_TONE[bulk.status]}>{t(`status.${bulk.status}`)}</StatusBadge>}
        description={t.rich(bulk.status === 'running' ? 'job.aboutRunning' : 'job.about', {
          id: bulk.id,
          maker: bulk.madeBy,
          time: () => <RelativeTime at={bulk.createdAt} />,
        })}
      >
        <DownloadMenu path={`/orders/bulk/${bulk.id}/export`} query={{}} />
      </PageHeader>
      {(bulk.status === 'running' || bulk.data.some(({ state }) => rowIsMoving(state))) && <BulkFollower />}
      <div className="flex flex-col gap-4">
        <Panel title={bulk.status === 'preview' ? t('job.lookOver') : t('job.summary')}>
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
                text={bulk.status === 'preview' ? t('job.discard') : t('job.leaveRest')}
                cancel={cancelBulkAction}
              />
            )}
          </div>
        </Panel>
        <Panel title={t('job.rows')} flush>
          <RowPages bulk={bulk} shown={readShown(search)}>
            {(rows) => <BulkRows rows={rows} status={bulk.status} />}
          </RowPages>
        </Panel>
      </div>
    </ClientWords>
  );
}
