import type { Waiting } from './count-waiting';

/** What somebody has to look at, the most urgent first. */
const ATTENTION_KINDS = [
  'books_broken',
  'refused',
  'down',
  'unknown',
  'short',
  'out',
  'awaiting',
  'adjustments',
  'rejected',
  'low',
  'stale',
  'stock_low',
  'pool_low',
  'differences',
  'alert',
  'books_stale',
  'backup_old',
] as const;
type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** Kinds that count rows of a list. */
export type CountedKind = 'unknown' | 'out' | 'awaiting' | 'adjustments' | 'rejected' | 'low' | 'differences' | 'alert';

type Bytes = { bytes: number; base: 1000 | 1024 };

export type AttentionItem = {
  /** Since when, of the oldest; null where nobody knows. */
  oldest: string | null;
} & (
  | ({ kind: Exclude<CountedKind, 'differences' | 'rejected'> } & Pick<Waiting, 'count' | 'more'>)
  | ({ kind: 'rejected'; from: string } & Pick<Waiting, 'count' | 'more'>)
  | ({ kind: 'differences'; connectionId: string; name: string } & Pick<Waiting, 'count' | 'more'>)
  | { kind: 'books_broken'; count: number }
  | { kind: 'books_stale' | 'backup_old' }
  | { kind: 'refused' | 'down' | 'stale'; connectionId: string; name: string; readAt: string | null }
  | { kind: 'short'; connectionId: string; name: string; missing: Bytes | null }
  | { kind: 'stock_low'; connectionId: string; name: string; days: number; sellable: Bytes | null }
  | { kind: 'pool_low'; connectionId: string; name: string; pool: string; left: Bytes; days: number | null }
);

/** How loud it is: what costs money or customers now, and what can wait until noon. */
export function attentionTone(kind: AttentionKind): 'danger' | 'warning' | 'info' {
  switch (kind) {
    case 'books_broken':
    case 'refused':
    case 'down':
    case 'unknown':
    case 'short':
    case 'out':
      return 'danger';
    case 'awaiting':
    case 'adjustments':
    case 'rejected':
    case 'low':
    case 'stale':
    case 'stock_low':
    case 'pool_low':
    case 'differences':
      return 'warning';
    case 'alert':
    case 'books_stale':
    case 'backup_old':
      return 'info';
  }
}

/** Where it is looked at: the list of exactly what was counted. Null where no page says more, or not to this reader. */
export function attentionHref(item: AttentionItem, house: boolean): string | null {
  switch (item.kind) {
    case 'unknown':
      return '/orders?status=unknown';
    case 'awaiting':
      return '/orders?status=awaiting_approval';
    case 'rejected':
      return `/orders?status=rejected&from=${item.from}`;
    case 'out':
    case 'low':
    case 'alert':
      return `/customers?attention=${item.kind}`;
    case 'adjustments':
      return '/billing#waiting';
    case 'differences':
      return `/reconciliation?connectionId=${item.connectionId}`;
    case 'refused':
    case 'down':
    case 'stale':
      return house ? `/connections/${item.connectionId}` : null;
    case 'short':
    case 'stock_low':
    case 'pool_low':
      return `/connections/${item.connectionId}#stock`;
    case 'books_broken':
    case 'books_stale':
      return '#books';
    case 'backup_old':
      return null;
  }
}

/** Most urgent first, and of one kind the oldest first. */
export function byUrgency(items: readonly AttentionItem[]): AttentionItem[] {
  const rank = ({ kind }: AttentionItem) => ATTENTION_KINDS.indexOf(kind);
  return [...items].sort((x, y) => rank(x) - rank(y) || (x.oldest ?? '~').localeCompare(y.oldest ?? '~'));
}
