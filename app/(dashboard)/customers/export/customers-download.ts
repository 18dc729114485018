import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Download } from '@/lib/boundary/download';
import { type Context, seesInternals } from '@/lib/core/actor';
import { listCustomers } from '@/lib/customers';
import type { CustomerQuery } from '@/lib/customers/schemas';
import { readCustomerSearch } from '../read-search';

const BATCH = 500;

/** Bytes as GB of 1,024 MB with six decimals, exactly. */
function gbText(bytes: number | null): string | null {
  if (bytes === null) return null;
  const sign = bytes < 0 ? '-' : '';
  const millionths = (BigInt(Math.abs(Math.round(bytes))) * 1_000_000n + 536_870_912n) / 1_073_741_824n;
  return `${sign}${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
}

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
        gbText(customer.residualBytes),
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
