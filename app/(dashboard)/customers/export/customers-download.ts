import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Download } from '@/lib/boundary/download';
import { type Context, seesInternals } from '@/lib/core/actor';
import { gbOfBytes } from '@/lib/core/gb-of-bytes';
import { listCustomers } from '@/lib/customers';
import type { CustomerQuery } from '@/lib/customers/schemas';
import { readCustomerSearch } from '../read-search';

const BATCH = 500;

async function* rowsOf(ctx: Context, query: CustomerQuery, withAgent: boolean) {
  let cursor: string | undefined;
  do {
    const page = await listCustomers(ctx, { ...query, limit: BATCH, cursor });
    for (const customer of page.data) {
      yield [
        customer.id,
        customer.name,
        customer.email,
        ...(withAgent ? [customer.agentName] : []),
        customer.tags.join(', '),
        String(customer.accountCount),
        customer.residualBytes === null ? null : gbOfBytes(customer.residualBytes, 1024),
        customer.residualAsOf,
        customer.daysLeft === null ? null : String(customer.daysLeft),
        customer.lastUsageDay,
      ];
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The table of the list's address. */
export async function customersDownload(ctx: Context, search: Record<string, string>): Promise<Download> {
  const t = await getTranslations('customers.page');
  const table = await getTranslations('customers.table');
  const house = seesInternals(ctx.actor);
  const { address, query } = readCustomerSearch(search, house);
  const filters = Object.entries(address.query).filter(([name]) => name !== 'hide' && name !== 'sort');
  return {
    fileName: `customers-${ctx.now().toISOString().slice(0, 10)}`,
    name: t('sheet'),
    head: [
      [t('sheetFilters'), filters.length > 0 ? filters.map((filter) => filter.join(' ')).join(', ') : t('noFilter')],
      [t('sheetAsOf'), ctx.now().toISOString()],
    ],
    columns: [
      { label: t('id') },
      { label: table('customer'), width: 30 },
      { label: t('mail'), width: 30 },
      ...(house ? [{ label: table('agent'), width: 24 }] : []),
      { label: t('tags') },
      { label: table('accounts'), kind: 'number' },
      { label: t('residualGb'), kind: 'number' },
      { label: t('residualAsOf'), width: 22 },
      { label: t('daysLeft'), kind: 'number' },
      { label: table('last') },
    ],
    rows: rowsOf(ctx, query, house),
  };
}
