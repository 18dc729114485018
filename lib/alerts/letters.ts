import { byteBaseOf, type TrafficAsset, toBytes } from '@/lib/core/assets';
import { divideRounded, formatDecimal } from '@/lib/core/decimal';
import type { AccountNews } from './account-alerts';
import type { PoolNews } from './pool-alerts';

/** Lines of one mail; the rest is a number and a link. */
const SHOWN = 50;

function gb(amount: bigint, asset: TrafficAsset): string {
  const bytes = toBytes({ asset, amount });
  return `${formatDecimal(divideRounded(bytes * 100n, BigInt(byteBaseOf(asset)) ** 3n), 2)} GB`;
}

function daysText(tenths: bigint | null): string {
  return tenths === null ? '' : `, about ${formatDecimal(tenths, 1)} days at the present pace`;
}

function asOf(at: Date | null): string {
  return at === null ? '' : `, as of ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function percentText({ residual, full_residual: full }: AccountNews): string {
  return full === null || full <= 0n ? '' : ` (${divideRounded(residual * 100n, full)} % of the last credit)`;
}

function accountLine(news: AccountNews, asset: TrafficAsset): string {
  const who = `${news.customer_name ?? '–'}, ${news.account_name}`;
  return `- ${who}: ${gb(news.residual, asset)} left${percentText(news)}${daysText(news.tenths_left)}${asOf(news.residual_as_of)}`;
}

function poolLine(news: PoolNews, connectionName: string, asset: TrafficAsset): string {
  return `- ${connectionName}, pool ${news.pool}: ${gb(news.residual, asset)} left${daysText(news.tenthsLeft)}${asOf(news.asOf)}`;
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > SHOWN ? [`- and ${lines.length - SHOWN} more`] : [];
  return [title, ...lines.slice(0, SHOWN), ...more, ''];
}

/** One mail about everything that has changed for its reader: who runs low, who no longer does, and our own pools. */
export function alertLetter(
  name: string,
  news: { accounts: readonly AccountNews[]; pools: readonly PoolNews[] },
  source: { connectionName: string; asset: TrafficAsset; appUrl: string },
): { subject: string; body: string } {
  const { asset, connectionName } = source;
  const low = news.accounts.filter(({ state }) => state === 'low');
  const normal = news.accounts.filter(({ state }) => state === 'normal');
  const lines = (of: readonly AccountNews[]) => of.map((each) => accountLine(each, asset));
  const pools = (state: PoolNews['state']) =>
    news.pools.filter((pool) => pool.state === state).map((pool) => poolLine(pool, connectionName, asset));
  const poolsLow = pools('low');
  const subject =
    poolsLow.length > 0
      ? `${connectionName}: our pool runs low`
      : low.length > 0
        ? `${low.length} ${low.length === 1 ? 'customer runs' : 'customers run'} low on traffic`
        : 'Traffic is back to normal';
  const body = [
    `Hello ${name},`,
    '',
    ...listed('Our pools run low:', poolsLow),
    ...listed('Low on traffic:', lines(low)),
    ...listed('Our pools are back to normal:', pools('normal')),
    ...listed('Back to normal:', lines(normal)),
    `${source.appUrl}/customers?attention=low`,
    'When you hear of it is set on Settings and on a customer’s page.',
  ].join('\n');
  return { subject, body };
}
