import { type Context, requireRole } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/errors';
import type { SelfCheck } from '@/lib/providers/port';
import { noteHealth } from './note-health';
import { openForCheck } from './open-adapter';
import type { ConnectionTestDto } from './schemas';
import { resetBreaker } from './transport';

const KINDS: readonly ProviderErrorKind[] = ['unauthorized', 'refused', 'unreachable', 'malformed', 'budget'];

function errorOf(check: SelfCheck): ProviderError | null {
  const kind = KINDS.find((known) => known === check.errorKind);
  return kind === undefined ? null : new ProviderError(kind, check.detail);
}

async function runChecks(id: number): Promise<SelfCheck[]> {
  try {
    return await (await openForCheck(id)).adapter.check();
  } catch (error) {
    // Credentials that cannot be opened: a failed test that says why, not a failed request.
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    return [{ name: 'credentials', ok: false, latencyMs: 0, detail: error.message, errorKind: null }];
  }
}

/** Makes a few read-only calls that prove address, credentials and shape, and notes the health they show. */
export async function testConnection(ctx: Context, input: { id: number }): Promise<ConnectionTestDto> {
  requireRole(ctx.actor, 'admin');
  // Somebody has just mended something, perhaps: it gets its chance at once.
  resetBreaker(input.id);
  const checks = await runChecks(input.id);
  const failed = checks.filter((check) => !check.ok);
  // Wrong credentials explain the rest.
  const worst = failed.find((check) => check.errorKind === 'unauthorized') ?? failed[0];
  const error = worst ? errorOf(worst) : null;
  if (!worst || error) await noteHealth(input.id, error);
  await db().connection.update({ where: { id: input.id }, data: { lastCheckedAt: ctx.now() }, select: { id: true } });
  return {
    ok: !worst,
    latencyMs: Math.max(0, ...checks.map((check) => check.latencyMs)),
    detail: worst ? worst.detail : 'Address, credentials and answers are as they should be.',
    checks: checks.map(({ name, ok, latencyMs, detail }) => ({ name, ok, latencyMs, detail })),
  };
}
