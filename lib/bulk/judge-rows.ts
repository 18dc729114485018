import { agentScope, type Context } from '@/lib/core/actor';
import { formatMoney } from '@/lib/core/money';
import { gbText } from '@/lib/core/wire';
import { previewTopUps, type TopUpVerdict } from '@/lib/orders';
import { type FoundAccount, findAccounts } from './find-accounts';
import type { ParsedRow } from './parse-rows';
import type { BulkChecks } from './schemas';

/** A row with its account, price and what is to be said about it. */
export type Verdict = ParsedRow & {
  accountId: number | null;
  warning: string | null;
  priceMinor: bigint | null;
  currency: string | null;
  /** Top-ups of the account within ten minutes. */
  similar: number[];
  /** It is the account's second one within ten minutes, or within these rows. */
  isAgain: boolean;
};

type Good = Extract<TopUpVerdict, { problem: null }>;

type Judged = { row: Verdict; good: Good | null };

function refused(row: ParsedRow, problem: string, accountId: number | null = null): Judged {
  const none = { warning: null, priceMinor: null, currency: null, similar: [], isAgain: false };
  return { row: { ...row, ...none, problem, accountId }, good: null };
}

/** Why a row means no account, or the one that it means. */
function accountOf(ctx: Context, row: ParsedRow, found: readonly FoundAccount[]): { id: number } | { problem: string } {
  if (row.problem !== null || row.gb === null) return { problem: row.problem ?? 'The amount is missing.' };
  const [account, another] = found;
  if (!account) {
    const own = agentScope(ctx.actor) === null ? 'No account' : 'No account of yours';
    return { problem: `${own} has this id, number or name.` };
  }
  if (!another) return account;
  const numbers = found.slice(0, 3).map(({ id, connectionName }) => `#${id} (${connectionName})`);
  return { problem: `Several accounts fit. Write ${numbers.join(' or ')}.` };
}

function toJudged(row: ParsedRow, accountId: number, verdict: TopUpVerdict | undefined): Judged {
  if (!verdict) throw new Error(`row ${row.no} was not looked at`);
  if (verdict.problem !== null) return refused(row, verdict.problem, accountId);
  const { quote, similar, needsApproval } = verdict;
  const [order] = similar;
  const warnings = [
    ...(needsApproval ? ['Waits for approval.'] : []),
    ...(order === undefined ? [] : [`Topped up within the last ten minutes, by order #${order}.`]),
  ];
  return {
    row: {
      ...row,
      accountId,
      warning: warnings.join(' ') || null,
      priceMinor: quote?.price.minor ?? null,
      currency: quote?.price.currency ?? null,
      similar,
      isAgain: similar.length > 0,
    },
    good: verdict,
  };
}

function warn(judged: Judged, warning: string): void {
  judged.row.warning = judged.row.warning === null ? warning : `${judged.row.warning} ${warning}`;
}

/** Wallets and the day's limit are used up row by row, as the job will. */
function warnOfLimits(judged: readonly Judged[]): void {
  const left = new Map<number, bigint>();
  let ordered = 0n;
  for (const one of judged) {
    if (!one.good) continue;
    const { payer, daily } = one.good;
    ordered += one.row.gb ?? 0n;
    if (daily && daily.orderedGb + ordered > daily.capGb)
      warn(one, `Above today’s limit of ${gbText(daily.capGb)} GB.`);
    if (!payer || one.row.priceMinor === null) continue;
    const rest = (left.get(payer.id) ?? payer.available) - one.row.priceMinor;
    left.set(payer.id, rest);
    if (rest < 0n) warn(one, 'The wallet does not reach this far.');
  }
}

/** One account twice is often meant, and often a slip: each row says where else it stands, and the later ones ask. */
function warnOfRepeats(judged: readonly Judged[]): void {
  const places = new Map<number, number[]>();
  for (const { row, good } of judged) {
    if (good && row.accountId !== null) places.set(row.accountId, [...(places.get(row.accountId) ?? []), row.no]);
  }
  for (const one of judged) {
    const all = (one.good && one.row.accountId !== null ? places.get(one.row.accountId) : undefined) ?? [];
    const others = all.filter((no) => no !== one.row.no);
    if (others.length === 0) continue;
    warn(one, `The same account as in row ${others.slice(0, 3).join(', ')}.`);
    if (all[0] !== one.row.no) one.row.isAgain = true;
  }
}

/** The sums of all good rows against what pays for them. */
function checksOf(judged: readonly Judged[]): BulkChecks {
  const payers = new Map<number, { name: string; total: bigint; available: bigint; currency: string }>();
  let rowsGb = 0n;
  let daily: Good['daily'] = null;
  for (const { row, good } of judged) {
    if (!good) continue;
    rowsGb += row.gb ?? 0n;
    daily = good.daily ?? daily;
    if (!good.payer || row.priceMinor === null) continue;
    const { id, name, available, currency } = good.payer;
    payers.set(id, { name, available, currency, total: (payers.get(id)?.total ?? 0n) + row.priceMinor });
  }
  const wallets = [...payers.values()].map(({ name, total, available, currency }) => ({
    name,
    total: formatMoney({ minor: total, currency }),
    available: formatMoney({ minor: available, currency }),
    enough: total <= available,
  }));
  return {
    // Those that do not suffice first; a long list is no use to anybody.
    wallets: wallets.sort((a, b) => Number(a.enough) - Number(b.enough)).slice(0, 20),
    dailyLimit: daily && {
      limitGb: gbText(daily.capGb),
      orderedGb: gbText(daily.orderedGb),
      rowsGb: gbText(rowsGb),
      enough: daily.orderedGb + rowsGb <= daily.capGb,
    },
  };
}

/** A verdict for each row, in a number of queries that does not grow with them, and the sums of the good ones. */
export async function judgeRows(
  ctx: Context,
  parsed: readonly ParsedRow[],
): Promise<{ rows: Verdict[]; checks: BulkChecks }> {
  const texts = parsed.map(({ account }) => account);
  const accounts = await findAccounts(ctx, texts);
  const named = parsed.map((row) => ({ row, account: accountOf(ctx, row, accounts.get(row.account) ?? []) }));
  const targets = named.flatMap(({ row, account }) =>
    'id' in account && row.gb !== null ? [{ accountId: account.id, gb: row.gb }] : [],
  );
  const verdicts = (await previewTopUps(ctx, targets)).values();
  const judged = named.map(({ row, account }) =>
    'id' in account ? toJudged(row, account.id, verdicts.next().value) : refused(row, account.problem),
  );
  warnOfRepeats(judged);
  warnOfLimits(judged);
  return { rows: judged.map(({ row }) => row), checks: checksOf(judged) };
}
