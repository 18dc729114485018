import { z } from 'zod';
import { type ChartRange, readRange } from '../charts/range';
import { CHART_LOOKS, type ChartLook } from '../charts/shape';

/** How usage is told apart. */
export const USAGE_BYS = ['none', 'connection', 'agent', 'customer', 'account'] as const;
export type UsageBy = (typeof USAGE_BYS)[number];

/** What the chart is compared with. */
export const COMPARISONS = ['before', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** How many groups get a layer of their own. */
export const TOPS = [3, 5, 8] as const;

export const USAGE_FILTERS = ['connectionId', 'agentId', 'customerId', 'accountId'] as const;
export type UsageFilterName = (typeof USAGE_FILTERS)[number];

/** All that the explorer shows, as its address says it. */
export type ExplorerView = {
  filters: Partial<Record<UsageFilterName, string>>;
  by: UsageBy;
  range: ChartRange;
  look: ChartLook;
  compare: Comparison;
  /** Upload and download together. */
  whole: boolean;
  top: number;
};

const schema = z.object({
  by: z.enum(USAGE_BYS).catch('none'),
  look: z.enum(CHART_LOOKS).catch('bars'),
  compare: z.enum(COMPARISONS).catch('before'),
  parts: z.enum(['split', 'total']).catch('split'),
  top: z.coerce
    .number()
    .refine((top) => TOPS.some((choice) => choice === top))
    .catch(5),
});

/** The view of an address; what makes no sense in it is as if it were not there. `today` ends the presets. */
export function readView(search: Record<string, string>, today: string): ExplorerView {
  const { parts, ...asked } = schema.parse(search);
  const filters = Object.fromEntries(
    USAGE_FILTERS.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
  return { ...asked, whole: parts === 'total', filters, range: readRange(search, today) };
}

/** The parts of a view's address; defaults are left out. `without` names parts to leave out, e.g. the range. */
export function viewQuery(view: ExplorerView, without: 'range' | 'nothing' = 'nothing'): Record<string, string> {
  const { range, filters, by, look, compare, whole, top } = view;
  const span: Record<string, string> = range.preset ? { range: range.preset } : { from: range.from, to: range.to };
  return {
    ...filters,
    ...(by === 'none' ? {} : { by }),
    ...(look === 'bars' ? {} : { look }),
    ...(compare === 'before' ? {} : { compare }),
    ...(whole ? { parts: 'total' } : {}),
    ...(top === 5 ? {} : { top: String(top) }),
    ...(without === 'range' ? {} : span),
  };
}

/** The address of a view with some of its parts changed. */
export function viewHref(view: ExplorerView, change: Partial<ExplorerView> = {}): string {
  return `/usage?${new URLSearchParams(viewQuery({ ...view, ...change }))}`;
}
