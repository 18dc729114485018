import { type Context, requireRole } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { checkLedger, type LedgerCheck } from './check-ledger';
import { type LastCheckDto, storedCheck } from './schemas';

const KEY = 'ledger.check';
/** The check runs every night: one that is older was missed. */
const STALE_MS = 26 * 3_600_000;
const KEPT_PROBLEMS = 20;

/** Proves the books and keeps the result for the Overview. */
export async function runLedgerCheck(now: () => Date = () => new Date()): Promise<LedgerCheck> {
  const result = await checkLedger();
  const value = {
    at: now().toISOString(),
    ok: result.ok,
    problems: result.problems.slice(0, KEPT_PROBLEMS),
    found: result.problems.length,
  };
  await db().setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
  return result;
}

/** How the books were when they were proved last; `never` before the first night. Admins and viewers only. */
export async function getLastCheck(ctx: Context): Promise<LastCheckDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const row = await db().setting.findUnique({ where: { key: KEY } });
  if (!row) return { state: 'never', at: null, stale: false, found: 0, problems: [] };
  const { at, ok, problems, found } = storedCheck.parse(row.value);
  const stale = ctx.now().getTime() - Date.parse(at) > STALE_MS;
  return { state: ok ? 'ok' : 'broken', at, stale, found: found ?? problems.length, problems };
}
