import 'server-only';
import { getTranslations } from 'next-intl/server';
import { rowLook } from '@/components/bulk/labels';
import { getSaying } from '@/components/ui/get-saying';
import type { Download } from '@/lib/boundary/download';
import { getBulk } from '@/lib/bulk';
import type { BulkRowState } from '@/lib/bulk/schemas';
import type { Context } from '@/lib/core/actor';

/** A list's rows. Throws `not_found` where it is not the reader's to see. */
export async function bulkDownload(ctx: Context, id: number): Promise<Download> {
  const [t, job, own, order, status, { say }] = await Promise.all([
    getTranslations('bulk.sheet'),
    getTranslations('bulk.job'),
    getTranslations('bulk.state'),
    getTranslations('orders.client'),
    getTranslations('bulk.status'),
    getSaying(),
  ]);
  const bulk = await getBulk(ctx, { id });
  const outcome = (state: BulkRowState) => {
    const look = rowLook(state, bulk.status);
    return 'own' in look ? own(look.own) : order(`status.${look.order}`);
  };
  return {
    fileName: `bulk-top-up-${bulk.id}`,
    name: job('metaTitle', { id: bulk.id }),
    head: [
      [t('list'), `#${bulk.id}${bulk.fileName ? ` ${bulk.fileName}` : ''}`],
      [t('maker'), bulk.madeBy],
      [t('made'), bulk.createdAt],
      [t('status'), status(bulk.status)],
      [t('asOf'), ctx.now().toISOString()],
      [t('unit'), t('unitGb')],
    ],
    columns: [
      { label: t('row'), kind: 'number', width: 6 },
      { label: t('account'), width: 20 },
      { label: t('gb'), kind: 'number', width: 12 },
      { label: t('note'), width: 24 },
      { label: t('found'), width: 24 },
      { label: t('customer'), width: 24 },
      { label: t('outcome'), width: 18 },
      { label: t('order'), width: 10 },
      { label: t('price'), kind: 'number', width: 12 },
      { label: t('currency'), width: 10 },
      { label: t('reason'), width: 48 },
    ],
    rows: bulk.data.map((line) => [
      String(line.no),
      line.account,
      line.amountGb,
      line.note,
      line.accountName,
      line.customerName,
      outcome(line.state),
      line.orderId,
      line.price?.amount ?? null,
      line.price?.currency ?? null,
      line.problem === null ? null : say(line.problem),
    ]),
  };
}
