import { openAdapter } from '@/lib/connections';
import { dayIn } from '@/lib/core/calendar-date';
import { canonicalJson } from '@/lib/core/canonical-json';
import { db } from '@/lib/infra/db';
import type { ProviderAdapter, ProviderRecordRow, UsageWindow } from '@/lib/providers/port';

/** What is kept of a record's texts: provider text is data, bounded in length. */
const MAX_TEXT = 2_000;
const bounded = (text: string | null) => (text === null ? null : text.slice(0, MAX_TEXT));

function toColumns(row: ProviderRecordRow, timeZone: string) {
  return {
    kind: row.kind,
    identity: row.identity,
    external_order_id: row.externalOrderId,
    external_account_id: row.externalAccountId,
    external_account_name: bounded(row.externalAccountName),
    amount: row.amount === null ? null : String(row.amount),
    asset: row.asset,
    money_minor: row.money === null ? null : String(row.money.minor),
    currency: row.money?.currency ?? null,
    operator: bounded(row.operator),
    reference: bounded(row.reference),
    at: row.at.toISOString(),
    day: dayIn(timeZone, row.at),
    description: bounded(row.description),
    raw: row.raw,
  };
}

/** JSON without U+0000, which PostgreSQL's text cannot hold. */
function withoutNull(json: string): string {
  return json.replaceAll('\\u0000', '');
}

/**
 * Mirrors a page of a provider's own lines: new ones are added, changed ones updated, vanished ones stay. Each is looked up as
 * the first at or after its identity, which only the index of identities can answer: as long as PostgreSQL thinks that a
 * connection has few lines, the whole of a first sync, it would read all of them for every page, or for every line.
 */
async function storeRecords(connectionId: number, rows: readonly ProviderRecordRow[], timeZone: string): Promise<void> {
  if (rows.length === 0) return;
  const json = withoutNull(canonicalJson(rows.map((row) => toColumns(row, timeZone))));
  await db().$executeRaw`
    WITH input AS MATERIALIZED (
      SELECT DISTINCT ON (kind, identity) * FROM jsonb_to_recordset(${json}::jsonb) AS t(kind text, identity text,
        external_order_id text, external_account_id text, external_account_name text, amount bigint, asset text,
        money_minor bigint, currency text, operator text, reference text, at timestamptz, day date, description text, raw jsonb)
    ), news AS MATERIALIZED (
      SELECT i.*, r.id, (r.raw, r.at, r.amount, r.money_minor) IS DISTINCT FROM (i.raw, i.at, i.amount, i.money_minor) AS differs
      FROM input i LEFT JOIN LATERAL (SELECT * FROM provider_record r
        WHERE r.connection_id = ${connectionId}::int AND r.kind = i.kind AND r.identity >= i.identity
        ORDER BY r.identity LIMIT 1) r ON r.identity = i.identity
    ), added AS (
      INSERT INTO provider_record (connection_id, kind, identity, external_order_id, external_account_id,
        external_account_name, amount, asset, money_minor, currency, operator, reference, at, day, description, raw)
      SELECT ${connectionId}::int, kind, identity, external_order_id, external_account_id,
        external_account_name, amount, asset, money_minor, currency, operator, reference, at, day, description, raw
      FROM news WHERE id IS NULL
      ON CONFLICT (connection_id, kind, identity) DO NOTHING
    )
    UPDATE provider_record r SET external_order_id = i.external_order_id, external_account_id = i.external_account_id,
      external_account_name = i.external_account_name, amount = i.amount, asset = i.asset, money_minor = i.money_minor,
      currency = i.currency, operator = i.operator, reference = i.reference, at = i.at, day = i.day,
      description = i.description, raw = i.raw
    FROM news i WHERE r.id = i.id AND i.differs`;
}

/** Reads all kinds of records of a window and mirrors them. `betweenPages` may stop it. */
export async function mirrorRecords(
  connectionId: number,
  records: NonNullable<ProviderAdapter['records']>,
  window: UsageWindow,
  timeZone: string,
  betweenPages: () => void,
): Promise<void> {
  for (const kind of records.kinds) {
    for await (const page of records.read(kind, window)) {
      await storeRecords(connectionId, page.rows, timeZone);
      betweenPages();
    }
  }
}

/**
 * Reads a connection's own records of some provider days afresh and mirrors them; nothing where it has none. Throws
 * ProviderError when they cannot be read as a whole.
 */
export async function readRecords(connectionId: number, window: UsageWindow): Promise<void> {
  const { adapter, settings } = await openAdapter(connectionId);
  if (!adapter.records) return;
  await mirrorRecords(connectionId, adapter.records, window, settings.timeZone, () => undefined);
}
