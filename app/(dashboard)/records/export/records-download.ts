import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Download } from '@/lib/boundary/download';
import { listConnections } from '@/lib/connections';
import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { listProviderRecords } from '@/lib/reconciliation';
import { type ProviderRecordQuery, recordKindSchema } from '@/lib/reconciliation/schemas';
import { readRecordSearch } from '../read-search';

const BATCH = 500;

/** `kindOf` is worked out before: while rows are sent, the request and its language are over. */
async function* rowsOf(
  ctx: Context,
  query: ProviderRecordQuery,
  names: ReadonlyMap<string, string>,
  kindOf: ReadonlyMap<string, string>,
) {
  let cursor: string | undefined;
  do {
    const page = await listProviderRecords(ctx, { ...query, limit: BATCH, cursor });
    for (const record of page.data) {
      const [figure, unit] = record.units?.split(' ') ?? [];
      yield [
        record.id,
        names.get(record.connectionId) ?? record.connectionId,
        kindOf.get(record.kind) ?? record.kind,
        record.at,
        record.day,
        record.externalAccountId,
        record.externalAccountName,
        record.externalOrderId,
        figure ?? null,
        unit ?? null,
        record.money?.amount ?? null,
        record.money?.currency ?? null,
        record.operator,
        record.reference,
        record.orderId,
      ];
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The table of the list's address. Throws `invalid_input` for filters that make no sense. */
export async function recordsDownload(ctx: Context, search: Record<string, string>): Promise<Download> {
  const t = await getTranslations('records.details');
  const page = await getTranslations('records.page');
  const asked = readRecordSearch(search);
  if (!asked) throw new AppError('invalid_input', 'These filters make no sense.');
  const connections = await listConnections(ctx);
  const kind = await getTranslations('records.kind');
  const kinds = new Map(recordKindSchema.options.map((name) => [name, kind(name)]));
  const names = new Map(connections.data.map(({ id, name }) => [id, name]));
  return {
    fileName: `records-${ctx.now().toISOString().slice(0, 10)}`,
    name: page('title'),
    head: Object.entries(asked.address.query).flatMap(([name, value]): [string, string][] =>
      name === 'hide' || name === 'sort' ? [] : [[name, value]],
    ),
    columns: [
      { label: page('number') },
      { label: t('connection'), width: 24 },
      { label: t('list') },
      { label: `${t('at')} (UTC)`, width: 22 },
      { label: t('day') },
      { label: t('accountId') },
      { label: t('account'), width: 28 },
      { label: t('number'), width: 24 },
      { label: t('amount'), kind: 'number' },
      { label: page('unit') },
      { label: t('money'), kind: 'number' },
      { label: page('currency') },
      { label: t('operator'), width: 24 },
      { label: t('reference'), width: 24 },
      { label: t('order') },
    ],
    rows: rowsOf(ctx, asked.query, names, kinds),
  };
}
