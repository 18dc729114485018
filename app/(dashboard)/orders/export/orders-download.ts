import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Download } from '@/lib/boundary/download';
import type { Context } from '@/lib/core/actor';
import { listOrders } from '@/lib/orders';
import { type OrderDto, type OrderQuery, orderStatusSchema, orderTypeSchema } from '@/lib/orders/schemas';
import { readOrderSearch } from '../read-search';

const BATCH = 500;

/** What was ordered as a number: GB, negative where it is taken back; or how many IPs. */
function amountOf(order: OrderDto): string {
  if (order.amountGb === null) return String(order.quantity ?? order.ips.length);
  return order.type === 'deduct' ? `-${order.amountGb}` : order.amountGb;
}

/** Worked out before: while rows are sent, the request and its language are over. */
async function readWords() {
  const t = await getTranslations('orders.client');
  return {
    types: new Map(orderTypeSchema.options.map((type) => [type, t(`type.${type}`)])),
    statuses: new Map(orderStatusSchema.options.map((status) => [status, t(`status.${status}`)])),
  };
}

async function* rowsOf(ctx: Context, query: OrderQuery, words: Awaited<ReturnType<typeof readWords>>) {
  let cursor: string | undefined;
  do {
    const page = await listOrders(ctx, { ...query, limit: BATCH, cursor });
    for (const order of page.data) {
      yield [
        order.id,
        words.types.get(order.type) ?? order.type,
        words.statuses.get(order.status) ?? order.status,
        order.customerName,
        order.customerId,
        order.accountName,
        order.accountId,
        amountOf(order),
        order.amountGb === null ? 'IP' : 'GB',
        order.units,
        order.price?.amount ?? null,
        order.price?.currency ?? null,
        order.madeBy,
        order.createdAt,
        order.settledAt,
        order.providerOrderId,
        order.reference,
        order.note,
      ];
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The table of the list's address. */
export async function ordersDownload(ctx: Context, search: Record<string, string>): Promise<Download> {
  const t = await getTranslations('orders.page');
  const table = await getTranslations('orders.table');
  const { address, query } = readOrderSearch(search);
  const filters = Object.entries(address.query).filter(([name]) => name !== 'hide' && name !== 'sort');
  return {
    fileName: `orders-${ctx.now().toISOString().slice(0, 10)}`,
    name: t('title'),
    head: [
      [t('sheetFilters'), filters.length > 0 ? filters.map((filter) => filter.join(' ')).join(', ') : t('noFilter')],
      [t('sheetMade'), ctx.now().toISOString()],
    ],
    columns: [
      { label: table('order') },
      { label: t('type') },
      { label: table('status') },
      { label: table('customer'), width: 28 },
      { label: t('customerId') },
      { label: table('account'), width: 28 },
      { label: t('accountId') },
      { label: table('amount'), kind: 'number' },
      { label: t('unit') },
      { label: t('units'), width: 20 },
      { label: table('price'), kind: 'number' },
      { label: t('currency') },
      { label: table('maker'), width: 24 },
      { label: t('made'), width: 22 },
      { label: t('settled'), width: 22 },
      { label: t('providerNumber'), width: 24 },
      { label: t('reference'), width: 30 },
      { label: t('note'), width: 30 },
    ],
    rows: rowsOf(ctx, query, await readWords()),
  };
}
