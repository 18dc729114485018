import 'server-only';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { connectionPool, type Prisma } from './db';
import { log } from './log';

/** Texts come from code, with every value as a parameter, so there are few; beyond this many something else is going on. */
const MOST_NAMES = 500;

/** Named by its text: two versions of the app behind one pooler never mean different statements by one name. */
const names = new Map<string, string>();

/** False once a pooler has shown that it does not keep prepared statements apart: from then on none is named. */
let naming = true;

/**
 * The name to prepare a statement under, always the same for the same text, so that PostgreSQL plans it once a connection
 * and not at each run. None where there are too many, or where a pooler in between cannot do it.
 */
export function statementName(text: string): string | undefined {
  if (!naming) return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `gt_${createHash('sha1').update(text).digest('base64url')}`;
  names.set(text, name);
  return name;
}

/** PostgreSQL does not know the statement, or knows it already: a pooler gave us another connection than we think. */
const POOLER_STATES = new Set(['26000', '42P05']);
/** "cached plan must not change result type": a migration ran since. */
const STALE_PLAN = '0A000';

/**
 * Whether a prepared statement failed because it was prepared, before anything of it was executed: unprepared it would run.
 * Where a pooler is the cause no statement is named from here on.
 */
export function failedAsPrepared(error: unknown): boolean {
  const state = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (POOLER_STATES.has(state) && naming) {
    naming = false;
    log().warn({ state }, 'prepared statements do not work here (a pooler in between?); going on without');
  }
  return POOLER_STATES.has(state) || state === STALE_PLAN;
}

/**
 * Runs a read, outside a transaction, as a prepared statement. Values come as the driver gives them: `int8` and `numeric` as
 * text. Throws the driver's errors, as `databaseTrouble` knows them.
 */
export async function queryPrepared<Row extends object>(
  { text, values }: Prisma.Sql,
  pool: pg.Pool = connectionPool(),
): Promise<Row[]> {
  const name = statementName(text);
  const plain = { text, values };
  try {
    return (await pool.query<Row>(name === undefined ? plain : { ...plain, name })).rows;
  } catch (error) {
    if (name === undefined || !failedAsPrepared(error)) throw error;
    return (await pool.query<Row>(plain)).rows;
  }
}
