import 'server-only';
import type { ChainCheck } from '@/components/audit/chain-state';
import { getSaying } from '@/components/ui/get-saying';
import { listAuditEvents, verifyAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';

/** A chain up to this length is proved when the page is opened; a longer one only when somebody asks for it. */
const SMALL = 20_000;
const FRESH_MS = 60_000;

let last: ChainCheck | null = null;
let running: Promise<ChainCheck> | null = null;

async function prove(now: () => Date): Promise<ChainCheck> {
  const check = await verifyAudit();
  last = { at: now().toISOString(), ...check };
  return last;
}

/** Proves the whole chain; two who ask at once share one reading. Admins and viewers. */
export async function checkChain(ctx: Context): Promise<ChainCheck> {
  requireRole(ctx.actor, 'admin', 'viewer');
  running ??= prove(ctx.now).finally(() => {
    running = null;
  });
  return running;
}

/** A proof with its reason in the reader's language. */
export async function sayChain<Check extends ChainCheck | null>(check: Check): Promise<Check> {
  if (!check?.broken) return check;
  const { say } = await getSaying();
  return { ...check, broken: { ...check.broken, reason: say(check.broken.reason) } };
}

/** The last proof of this process, or a new one where that takes a moment only. */
export async function knownChain(ctx: Context): Promise<ChainCheck | null> {
  if (last && ctx.now().getTime() - Date.parse(last.at) < FRESH_MS) return last;
  const newest = await listAuditEvents(ctx, { limit: 50 });
  const length = newest.data.find(({ sealNo }) => sealNo !== null)?.sealNo ?? 0;
  return length <= SMALL ? checkChain(ctx) : last;
}
