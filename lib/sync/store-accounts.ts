import { latestBelievable } from '@/lib/infra/clock';
import { db, Prisma, type Tx } from '@/lib/infra/db';
import type { UpstreamAccountRow } from '@/lib/providers/port';

/**
 * A residual that reads the same is written again only after this, for its "as of": otherwise every sync would rewrite
 * every account.
 */
const RESIDUAL_STAYS_FRESH_MINUTES = 30;

/** An array literal's element, quoted. */
function quoted(text: string | null): string {
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A residual that has risen by less than this part of its fullest is a correction, not a credit. */
const CREDIT_PART = 20;

/** What 100 % of an account \`a\` is after a reading: what was left right after its last credit. */
export function fullAfter(residual: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${residual} > a.read_residual + coalesce(a.full_residual, 0) / ${CREDIT_PART}::int
    THEN ${residual} ELSE a.full_residual END`;
}

function textArray(values: readonly (string | null)[]): string {
  return `{${values.map(quoted).join(',')}}`;
}

function plainArray(values: readonly (bigint | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/**
 * Adds what is new, unassigned, and updates what has changed, of a page of accounts. Accounts that are gone stay. The first
 * residual of each provider day is kept beside it.
 */
export async function storeAccounts(
  tx: Tx,
  connectionId: number,
  rows: readonly UpstreamAccountRow[],
  readAt: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const isAhead = Prisma.sql`a.residual_as_of > ${latestBelievable(new Date())}::timestamptz`;
  await tx.$executeRaw`
    WITH input AS MATERIALIZED (
      SELECT DISTINCT ON (external_id) external_id, external_name, kind, residual, recharged, restricted
      FROM unnest(
        ${textArray(rows.map((row) => row.externalId))}::text::text[], ${textArray(rows.map((row) => row.externalName))}::text::text[],
        ${textArray(rows.map((row) => row.kind))}::text::text[], ${plainArray(rows.map((row) => row.residual))}::text::bigint[],
        ${plainArray(rows.map((row) => row.recharged))}::text::bigint[], ${plainArray(rows.map((row) => row.restricted))}::text::boolean[]
      ) WITH ORDINALITY AS t(external_id, external_name, kind, residual, recharged, restricted, no)
      ORDER BY external_id, no DESC
    ), added AS (
      INSERT INTO upstream_account (connection_id, external_id, external_name, kind, residual, recharged,
        read_residual, residual_as_of, restricted, created_at)
      SELECT ${connectionId}::int, i.external_id, i.external_name, i.kind::"AccountKind", i.residual, i.recharged, i.residual,
        CASE WHEN i.residual IS NOT NULL THEN ${readAt}::timestamptz END, i.restricted, ${readAt}
      FROM input i WHERE NOT EXISTS (
        SELECT FROM upstream_account a WHERE a.connection_id = ${connectionId} AND a.external_id = i.external_id)
      ON CONFLICT (connection_id, external_id) DO NOTHING
      RETURNING id, external_id
    ), today AS (
      SELECT (${readAt}::timestamptz AT TIME ZONE coalesce(settings->>'timeZone', 'UTC'))::date AS day
      FROM connection WHERE id = ${connectionId}
    ), kept AS (
      INSERT INTO account_reading_day (day, account_id, residual, as_of)
      SELECT t.day, n.id, i.residual, ${readAt}::timestamptz
      FROM today t CROSS JOIN input i JOIN added n ON n.external_id = i.external_id WHERE i.residual IS NOT NULL
      UNION ALL
      SELECT t.day, a.id, i.residual, ${readAt}::timestamptz
      FROM today t CROSS JOIN input i JOIN upstream_account a ON a.connection_id = ${connectionId} AND a.external_id = i.external_id
      WHERE i.residual IS NOT NULL
        AND NOT EXISTS (SELECT FROM account_reading_day r WHERE r.day = t.day AND r.account_id = a.id)
      ON CONFLICT (day, account_id) DO NOTHING
    )
    UPDATE upstream_account a SET external_name = coalesce(i.external_name, a.external_name),
      residual = coalesce(i.residual, a.residual), recharged = coalesce(i.recharged, a.recharged), restricted = i.restricted,
      read_residual = coalesce(i.residual, a.read_residual),
      full_residual = ${fullAfter(Prisma.sql`i.residual`)},
      residual_as_of = CASE WHEN i.residual IS NOT NULL THEN ${readAt}::timestamptz ELSE a.residual_as_of END
    FROM input i
    WHERE a.connection_id = ${connectionId} AND a.external_id = i.external_id
      AND (a.residual_as_of IS NULL OR a.residual_as_of <= ${readAt} OR ${isAhead})
      AND ((a.external_name, a.residual, a.recharged, a.restricted) IS DISTINCT FROM
          (coalesce(i.external_name, a.external_name), coalesce(i.residual, a.residual), coalesce(i.recharged, a.recharged), i.restricted)
        OR (i.residual IS NOT NULL AND (a.residual_as_of IS NULL OR ${isAhead}
          OR a.residual_as_of < ${readAt}::timestamptz - make_interval(mins => ${RESIDUAL_STAYS_FRESH_MINUTES}::int))))`;
}

/** Our ids of a connection's accounts by the provider's, kept for one run; accounts that usage alone knows are added. */
export class AccountIds {
  readonly #connectionId: number;
  #ids: Map<string, number> | null = null;

  constructor(connectionId: number) {
    this.#connectionId = connectionId;
  }

  async of(rows: readonly { externalId: string; externalName: string | null }[], kind: 'customer' | 'pool') {
    const ids = this.#ids ?? (await this.#read(Prisma.empty));
    this.#ids = ids;
    const unknown = rows.filter((row) => !ids.has(row.externalId));
    if (unknown.length > 0) {
      const blank = { kind, residual: null, recharged: null, restricted: false };
      await storeAccounts(
        db(),
        this.#connectionId,
        unknown.map((row) => ({ ...row, ...blank })),
        new Date(),
      );
      // Only these: all of them again with every page would cost memory and time by the square of their number.
      const externalIds = [...new Set(unknown.map((row) => row.externalId))];
      const news = await this.#read(Prisma.sql`AND external_id = ANY(${externalIds}::text[])`);
      for (const [externalId, id] of news) ids.set(externalId, id);
    }
    return (externalId: string): number => {
      const id = ids.get(externalId);
      if (id === undefined) throw new Error(`account ${externalId} was not stored`);
      return id;
    };
  }

  async #read(which: Prisma.Sql): Promise<Map<string, number>> {
    const rows = await db().$queryRaw<{ id: number; external: string }[]>`
      SELECT id, external_id AS external FROM upstream_account WHERE connection_id = ${this.#connectionId} ${which}`;
    return new Map(rows.map((row) => [row.external, row.id]));
  }
}
