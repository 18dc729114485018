import { adviceFor, type OpenAdapter, openAdapter } from '@/lib/connections';
import { agentScope, type Context, requireRole } from '@/lib/core/actor';
import { TRAFFIC_ASSET_NAMES, toBytes } from '@/lib/core/assets';
import { addDays, dayIn } from '@/lib/core/calendar-date';
import { AppError, notFound } from '@/lib/core/errors';
import { byteNumber } from '@/lib/core/wire';
import { db, Prisma } from '@/lib/infra/db';
import { ProviderError } from '@/lib/providers/errors';
import type { AccountUsageReading } from '@/lib/providers/port';
import { getDailyUsage } from '@/lib/usage';
import { returnAsking, storeReading, takeAsking } from './ask-account';
import type { RefreshDto } from './schemas';
import { updateAccountStatistics } from './statistics';
import { fullAfter } from './store-accounts';

/** Days that a refresh reads where the provider takes a range. */
const REFRESH_DAYS = 3;

/** Between two refreshes of one account where the connection has no such setting, because its provider bears them easily. */
const EASY_COOLDOWN_MINUTES = 1;

type Account = { id: number; connectionId: number; externalId: string; externalName: string | null };

type Reading = AccountUsageReading & { residual: bigint | null };

async function readRows(
  { adapter }: OpenAdapter,
  account: Account,
  from: string,
  to: string,
): Promise<AccountUsageReading> {
  const { usage } = adapter;
  if (!usage) throw new AppError('not_supported', 'This provider tells no usage.');
  const whole = { restricted: false, hasRecentDays: true, raw: {} };
  switch (usage.mode) {
    case 'account':
      return usage.read(account.externalId);
    case 'pool':
      return { ...whole, rows: await usage.read({ from, to }) };
    case 'range': {
      const rows: AccountUsageReading['rows'] = [];
      for await (const page of usage.read({ from, to }, null, account.externalId)) rows.push(...page.rows);
      return { ...whole, rows: rows.filter((row) => row.externalId === account.externalId) };
    }
  }
}

async function readAll(open: OpenAdapter, account: Account, from: string, to: string): Promise<Reading> {
  const reading = await readRows(open, account, from, to);
  const { residual } = open.adapter;
  return { ...reading, residual: residual ? await residual.read(account.externalId, account.externalName) : null };
}

/** A provider's failure in the caller's words. */
function asAppError(error: ProviderError): AppError {
  if (error.kind === 'refused') {
    const words = [error.providerCode, error.providerMessage].filter(Boolean).join(' ');
    return new AppError('provider_refused', `The provider refused: ${words || error.message}`, { cause: error });
  }
  const retryAfterSeconds = error.retryAfterSeconds;
  if (error.kind === 'budget') {
    return new AppError('rate_limited', adviceFor(error), { retryAfterSeconds: retryAfterSeconds ?? 60, cause: error });
  }
  return new AppError('provider_error', adviceFor(error), { retryable: true, cause: error });
}

async function ask(open: OpenAdapter, account: Account, ctx: Context, from: string, to: string): Promise<Reading> {
  const cooldownMs = (open.settings.refreshCooldownMinutes ?? EASY_COOLDOWN_MINUTES) * 60_000;
  const now = ctx.now();
  const asking = await takeAsking(account.id, new Date(now.getTime() - cooldownMs), now);
  if (!asking) {
    const { lastAskedAt } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: account.id } });
    const waitMs = (lastAskedAt?.getTime() ?? 0) + cooldownMs - now.getTime();
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
    const message = `This account was read just now. It can be read again in ${retryAfterSeconds} seconds.`;
    throw new AppError('cool_down', message, { retryAfterSeconds });
  }
  try {
    return await readAll(open, account, from, to);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // A refusal is an answer and was a reading; anything else was none.
    if (error.kind !== 'refused') await returnAsking(account.id, asking);
    throw asAppError(error);
  }
}

async function keepResidual(account: Account, residual: bigint | null, readAt: Date): Promise<void> {
  if (residual === null) return;
  await db().$executeRaw`
    UPDATE upstream_account a SET residual = ${residual}, read_residual = ${residual}, residual_as_of = ${readAt},
      full_residual = ${fullAfter(Prisma.sql`${residual}::bigint`)}
    WHERE a.id = ${account.id}`;
}

/**
 * Reads one account afresh, within its cool-down, which counts from the last reading whoever made it. Throws `not_found`
 * (also for another agent's), `cool_down`, `provider_refused` and `provider_error`.
 */
export async function refreshAccount(ctx: Context, input: { accountId: number }): Promise<RefreshDto> {
  requireRole(ctx.actor, 'admin', 'agent');
  const scope = agentScope(ctx.actor);
  const account = await db().upstreamAccount.findFirst({
    where: { id: input.accountId, ...(scope === null ? {} : { customer: { agentId: scope } }) },
    include: { connection: { select: { name: true, status: true } } },
  });
  if (!account) throw notFound('The account');
  if (account.connection.status === 'disabled') {
    throw new AppError('connection_disabled', `The connection ${account.connection.name} is switched off.`);
  }
  const open = await openAdapter(account.connectionId);
  const { timeZone } = open.settings;
  const to = dayIn(timeZone, ctx.now());
  const from = addDays(to, -REFRESH_DAYS);
  const readAt = ctx.now();
  const reading = await ask(open, account, ctx, from, to);
  await storeReading(account, reading, timeZone, readAt);
  await keepResidual(account, reading.residual, readAt);
  const [oldest = from] = [from, ...reading.rows.map((row) => row.day)].sort();
  await updateAccountStatistics(account, oldest);
  return answer(ctx, account.id, oldest, to, readAt);
}

async function answer(ctx: Context, accountId: number, from: string, to: string, readAt: Date): Promise<RefreshDto> {
  const { data } = await getDailyUsage(ctx, { from, to, accountId });
  const row = await db().upstreamAccount.findUniqueOrThrow({
    where: { id: accountId },
    include: { connection: { select: { usageAsset: true } } },
  });
  const asset = TRAFFIC_ASSET_NAMES.find((name) => name === row.connection.usageAsset);
  const isKnown = row.residual !== null && asset !== undefined;
  return {
    accountId: String(accountId),
    readAt: readAt.toISOString(),
    residualBytes: isKnown ? byteNumber(toBytes({ asset, amount: row.residual ?? 0n })) : null,
    restricted: row.restricted,
    data: [...data],
  };
}
