import type { Context } from '@/lib/core/actor';
import { TRAFFIC_ASSET_NAMES } from '@/lib/core/assets';
import { CELL_PATTERNS } from '@/lib/core/plain-cell';
import { Prisma } from '@/lib/infra/db';
import { readFromReplica } from '@/lib/infra/replica';
import { byteFactor } from './byte-sums';
import { type AccountDaysQuery, type DayBatch, dayBatch, eachBatch } from './read-account-days';

/** Lines of one text: half a megabyte at the most, as a rule. */
const BATCH = 4_000;

export type AccountLines = {
  /** What a GB of the file is: 1,024³ or 1,000³ bytes. */
  base: 1000 | 1024;
  /** What stands behind a figure that may still change. */
  mayChange: string;
};

/** What a cell is quoted for: as `csv-stringify` does, with which a test compares. */
const QUOTED = '[",\\n\\r]';

/** SQL of a text as a cell of a CSV: a formula is made plain text (`plainCell`), and quotes are set where they are needed. */
function cell(text: string): string {
  const { formula, signedNumber } = CELL_PATTERNS;
  const plain = `CASE WHEN ${text} ~ '${formula}' AND ${text} !~ '${signedNumber}' THEN '''' || ${text} ELSE ${text} END`;
  return `CASE WHEN ${text} ~ '${formula}|${QUOTED}' THEN
    (SELECT CASE WHEN p ~ '${QUOTED}' THEN '"' || replace(p, '"', '""') || '"' ELSE p END FROM (SELECT ${plain} AS p) AS q)
    ELSE ${text} END`;
}

/** SQL of stored integers as bytes, rounded half up: none is below zero. */
const bytes = (amount: string) => `(${amount} / size * bytes + (${amount} % size * bytes + size / 2) / size)`;

/** SQL of bytes as GB with six decimals, as `gbOfBytes` has it: a product of integers and numeric has the decimals of the latter. */
function gbText(column: string, base: 1000 | 1024): string {
  const gb = `${base ** 3}::bigint`;
  const millionths = `(${column} / ${gb} * 1000000 + (${column} % ${gb} * 1000000 + ${gb} / 2) / ${gb})`;
  return `(${millionths} * 0.000001)::text`;
}

const FACTORS = TRAFFIC_ASSET_NAMES.map((asset) => {
  const { size, bytes } = byteFactor(asset);
  return `('${asset}', ${size}::bigint, ${bytes}::bigint)`;
}).join(', ');

/** The day, name and id of an account, GB downloaded, uploaded and in all, bytes, and whether it may change. */
function line(base: 1000 | 1024): string {
  const split = (column: string) => `coalesce(${gbText(column, base)}, '')`;
  const cells = [cell('label'), 'id', split('down'), split('up'), gbText('total', base), 'total'];
  return `day || ${cells.join(` || ',' || `)} || CASE WHEN settled THEN E',\n' ELSE (SELECT note FROM given) END`;
}

/** `OFFSET 0` keeps bytes from being worked out again wherever they are used. */
function statement(of: DayBatch, { base, mayChange }: AccountLines): Prisma.Sql {
  return Prisma.sql`
    WITH given AS (SELECT ',' || ${Prisma.raw(cell('t'))} || chr(10) AS note FROM (SELECT ${mayChange}::text AS t) AS g),
    batch AS (${dayBatch(of)}),
    known AS (
      SELECT id, label, settled, ${`${of.day},`}::text AS day, ${Prisma.raw(bytes('b.total'))} AS total,
        CASE WHEN upload IS NOT NULL AND download IS NOT NULL THEN ${Prisma.raw(bytes('upload'))} END AS up,
        CASE WHEN upload IS NOT NULL AND download IS NOT NULL THEN ${Prisma.raw(bytes('download'))} END AS down
      FROM batch b LEFT JOIN (VALUES ${Prisma.raw(FACTORS)}) AS f(asset, size, bytes) ON f.asset = b.asset OFFSET 0
    ),
    lines AS (SELECT id, ${Prisma.raw(line(base))} AS line FROM known)
    SELECT count(*)::int AS count, count(line)::int AS whole, max(id) AS last, string_agg(line, '' ORDER BY id) AS text
    FROM lines`;
}

type Row = { count: number; whole: number; last: number | null; text: string | null };

/**
 * The rows of `readAccountDays` as lines of a CSV, many to a text, each with its line feed. PostgreSQL makes the text: as objects
 * the rows live long enough to be taken for lasting, and the heap grows with the file. Throws for an asset that is none of
 * traffic.
 */
export function readAccountLines(ctx: Context, query: AccountDaysQuery, how: AccountLines): AsyncGenerator<string> {
  return eachBatch(ctx, query, BATCH, async (of) => {
    const { rows } = await readFromReplica<Row>(statement(of, how));
    const [row] = rows;
    if (!row || row.whole !== row.count) throw new Error('an account has an asset that is none of traffic');
    return { batch: row.text ?? '', count: row.count, last: row.last };
  });
}
