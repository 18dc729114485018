import { byteBaseOf, type TrafficAsset, toBytes } from '@/lib/core/assets';
import { divideRounded, formatDecimal } from '@/lib/core/decimal';
import { type LetterReader, letterTime } from '@/lib/mail';
import { translatorFor } from '@/messages/translator';
import type { AccountNews } from './account-alerts';
import type { PoolNews } from './pool-alerts';

/** Lines of one mail; the rest is a number and a link. */
const SHOWN = 50;

const POOLS = ['account', 'account2', 'balance_left', 'flow_left'] as const;

type Source = { connectionName: string; asset: TrafficAsset; appUrl: string };
type Left = { residual: bigint; full: bigint | null; tenthsLeft: bigint | null; asOf: Date | null };

function gb(amount: bigint, asset: TrafficAsset): string {
  const bytes = toBytes({ asset, amount });
  return `${formatDecimal(divideRounded(bytes * 100n, BigInt(byteBaseOf(asset)) ** 3n), 2)} GB`;
}

/** Lines in the reader's language. */
function linesFor(reader: LetterReader, { asset, connectionName }: Source) {
  const t = translatorFor(reader.locale, 'letters.alert');
  const names = translatorFor(reader.locale, 'pools');

  function leftText({ residual, full }: Left): string {
    const amount = gb(residual, asset);
    if (full === null || full <= 0n) return t('left', { amount });
    return t('leftOf', { amount, percent: String(divideRounded(residual * 100n, full)) });
  }

  function line(subject: string, left: Left): string {
    const { tenthsLeft, asOf } = left;
    const facts = [
      leftText(left),
      ...(tenthsLeft === null ? [] : [t('days', { days: formatDecimal(tenthsLeft, 1) })]),
      ...(asOf === null ? [] : [t('asOf', { time: letterTime(asOf, reader) })]),
    ];
    return t('line', { subject, facts: facts.reduce((one, other) => t('and', { one, other })) });
  }

  return {
    account: (news: AccountNews) =>
      line(t('account', { customer: news.customer_name ?? '–', account: news.account_name }), {
        residual: news.residual,
        full: news.full_residual,
        tenthsLeft: news.tenths_left,
        asOf: news.residual_as_of,
      }),
    pool: ({ pool, residual, tenthsLeft, asOf }: PoolNews) => {
      const known = POOLS.find((name) => name === pool);
      const name = known === undefined ? pool : names(`names.${known}`);
      return line(t('pool', { connection: connectionName, pool: name }), { residual, full: null, tenthsLeft, asOf });
    },
  };
}

/** One mail about everything that has changed for its reader: who runs low, who no longer does, and our own pools. */
export function alertLetter(
  reader: LetterReader,
  news: { accounts: readonly AccountNews[]; pools: readonly PoolNews[] },
  source: Source,
): { subject: string; body: string } {
  const t = translatorFor(reader.locale, 'letters.alert');
  const all = translatorFor(reader.locale, 'letters.all');
  const lines = linesFor(reader, source);
  const accounts = (state: AccountNews['state']) => news.accounts.filter((one) => one.state === state);
  const pools = (state: PoolNews['state']) => news.pools.filter((one) => one.state === state).map(lines.pool);
  const low = accounts('low');
  const poolsLow = pools('low');
  const listed = (title: string, all: readonly string[]): string[] => {
    if (all.length === 0) return [];
    const more = all.length > SHOWN ? [t('more', { count: String(all.length - SHOWN) })] : [];
    return [title, ...all.slice(0, SHOWN), ...more, ''];
  };
  const subject =
    poolsLow.length > 0
      ? t('poolLow', { connection: source.connectionName })
      : low.length > 0
        ? t('low', { count: low.length })
        : t('normal');
  const body = [
    all('hello', { name: reader.name }),
    '',
    ...listed(t('poolsLowTitle'), poolsLow),
    ...listed(t('lowTitle'), low.map(lines.account)),
    ...listed(t('poolsNormalTitle'), pools('normal')),
    ...listed(t('normalTitle'), accounts('normal').map(lines.account)),
    `${source.appUrl}/customers?attention=low`,
    t('settings'),
  ].join('\n');
  return { subject, body };
}
