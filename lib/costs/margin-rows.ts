import { divideRounded, formatDecimal } from '@/lib/core/decimal';
import { formatMoney } from '@/lib/core/money';
import { gbText } from '@/lib/core/wire';
import type { Basis } from './allocate';
import { RATE_SCALE } from './exchange-rates';
import type { MarginRowDto, MarginSort } from './schemas';
import { minorOf, moneyOf } from './units';

/** A sum of the roll-ups: one group, one currency charged, one basis, one currency paid. */
export type SumRow = {
  key: string | null;
  sale_currency: string;
  basis: Basis;
  cost_currency: string;
  revenue: bigint;
  cost: bigint;
  gb: bigint;
  orders: number;
};

export type Rate = { base: string; quote: string; rate: bigint };

/** What an amount of a currency is worth in another at the rates that were entered; null where there is none. */
function convert(micro: bigint, from: string, to: string, rates: readonly Rate[]): bigint | null {
  if (from === to) return micro;
  const unit = 10n ** BigInt(RATE_SCALE);
  const straight = rates.find(({ base, quote }) => base === from && quote === to);
  if (straight) return divideRounded(micro * straight.rate, unit);
  const inverse = rates.find(({ base, quote }) => base === to && quote === from);
  return inverse ? divideRounded(micro * unit, inverse.rate) : null;
}

/** One line of the margin, with its exact figures for sorting and sums. */
export type MarginLine = {
  key: string | null;
  currency: string;
  orders: number;
  gb: bigint;
  revenue: bigint;
  costs: Map<string, { basis: 'blocks' | 'list' | 'record'; currency: string; micro: bigint }>;
  unknown: { gb: bigint; orders: number; any: boolean };
  /** In the line's currency; null where a part cannot be converted. */
  cost: bigint | null;
};

/** Brings sums together by group and by currency charged; `ratesFor` gives the rates of a group. */
export function toLines(sums: readonly SumRow[], ratesFor: (key: string | null) => readonly Rate[]): MarginLine[] {
  const lines = new Map<string, MarginLine>();
  for (const sum of sums) {
    const id = `${sum.key ?? ''}|${sum.sale_currency}`;
    const line: MarginLine = lines.get(id) ?? {
      key: sum.key,
      currency: sum.sale_currency,
      orders: 0,
      gb: 0n,
      revenue: 0n,
      costs: new Map(),
      unknown: { gb: 0n, orders: 0, any: false },
      cost: 0n,
    };
    lines.set(id, line);
    line.orders += sum.orders;
    line.gb += sum.gb;
    line.revenue += sum.revenue;
    if (sum.basis === 'unknown') {
      line.unknown.gb += sum.gb;
      line.unknown.orders += sum.orders;
      line.unknown.any ||= sum.gb !== 0n || sum.orders !== 0;
      continue;
    }
    const place = `${sum.basis}|${sum.cost_currency}`;
    const micro = (line.costs.get(place)?.micro ?? 0n) + sum.cost;
    line.costs.set(place, { basis: sum.basis, currency: sum.cost_currency, micro });
    const worth = sum.cost === 0n ? 0n : convert(sum.cost, sum.cost_currency, line.currency, ratesFor(sum.key));
    line.cost = line.cost === null || worth === null ? null : line.cost + worth;
  }
  // What was taken back altogether when sales were costed again leaves rows of nothing.
  return [...lines.values()].filter(
    ({ orders, gb, revenue, costs, unknown }) =>
      orders !== 0 ||
      gb !== 0n ||
      revenue !== 0n ||
      unknown.any ||
      [...costs.values()].some(({ micro }) => micro !== 0n),
  );
}

/** Why a line has no margin; null where it has one. */
function whyNoMargin(line: MarginLine): MarginRowDto['why'] {
  if (line.currency === '') return 'not_charged';
  if (line.unknown.any) return 'cost_unknown';
  return line.cost === null ? 'currencies' : null;
}

/** Figures by which lines are put in order; null stays last. */
export function sortValue(line: MarginLine, sort: Exclude<MarginSort, 'label'>): bigint | null {
  if (sort === 'gb') return line.gb;
  if (sort === 'revenue') return line.revenue;
  if (whyNoMargin(line) !== null) return null;
  if (sort === 'cost') return line.cost;
  return line.cost === null ? null : line.revenue - line.cost;
}

const BASES = ['blocks', 'list', 'record'];

/** A line as it is shown. Cost is rounded once, and the margin is the difference of what is shown. */
export function toRowDto(line: MarginLine, label: string): MarginRowDto {
  const { currency, cost } = line;
  const why = whyNoMargin(line);
  const revenueMinor = currency === '' ? 0n : minorOf(line.revenue, currency);
  const known = why === null && cost !== null ? minorOf(cost, currency) : null;
  const margin = known === null ? null : revenueMinor - known;
  const showing = (minor: bigint | null) => (minor === null ? null : formatMoney({ minor, currency }));
  return {
    key: line.key,
    label,
    currency: currency === '' ? null : currency,
    orders: line.orders,
    gb: gbText(line.gb),
    revenue: currency === '' ? null : showing(revenueMinor),
    costs: [...line.costs.values()]
      .filter(({ micro }) => micro !== 0n)
      .sort((a, b) => BASES.indexOf(a.basis) - BASES.indexOf(b.basis) || a.currency.localeCompare(b.currency))
      .map(({ basis, currency: paidIn, micro }) => ({ basis, money: moneyOf(micro, paidIn) })),
    unknown: line.unknown.any ? { gb: gbText(line.unknown.gb), orders: line.unknown.orders } : null,
    cost: showing(known),
    margin: showing(margin),
    marginPercent:
      margin === null || revenueMinor <= 0n ? null : formatDecimal(divideRounded(margin * 1000n, revenueMinor), 1, 1),
    why,
  };
}
