import { useTranslations } from 'next-intl';
import type { AttentionItem } from '@/lib/overview/attention-schemas';
import { usePoolName } from '../connections/pool-name';
import type { Formats } from '../ui/formats';
import { RelativeTime } from '../ui/relative-time';
import { useFormats } from '../ui/use-formats';

/** A count, or that there are more than were counted. */
function shownCount({ count, more }: { count: number; more: boolean }, formats: Formats): string {
  return `${formats.count(count)}${more ? '+' : ''}`;
}

/** What there is to look at, with its count. */
export function AttentionTitle({ item }: { item: AttentionItem }) {
  const t = useTranslations('overview.attention');
  const formats = useFormats();
  const poolName = usePoolName();
  switch (item.kind) {
    case 'refused':
    case 'down':
    case 'stale':
      return t(`title.${item.kind}`, { name: item.name });
    case 'short':
      return item.missing
        ? t('title.short', { name: item.name, amount: formats.bytes(item.missing.bytes, item.missing.base) })
        : t('title.empty', { name: item.name });
    case 'stock_low':
      return t('title.stock_low', { name: item.name, days: item.days });
    case 'pool_low':
      return t('title.pool_low', {
        name: item.name,
        pool: poolName(item.pool),
        amount: formats.bytes(item.left.bytes, item.left.base),
      });
    case 'books_stale':
    case 'backup_old':
      return t(`title.${item.kind}`);
    case 'books_broken':
      return t('title.books_broken', { count: item.count });
    case 'differences':
      return t('title.differences', { count: item.count, shown: shownCount(item, formats), name: item.name });
    case 'unknown':
    case 'out':
    case 'awaiting':
    case 'adjustments':
    case 'rejected':
    case 'low':
    case 'alert':
      return t(`title.${item.kind}`, { count: item.count, shown: shownCount(item, formats) });
  }
}

/** What it means, or what to do. */
export function AttentionHint({ item }: { item: AttentionItem }) {
  const t = useTranslations('overview.attention');
  const formats = useFormats();
  switch (item.kind) {
    case 'refused':
    case 'down':
      return item.readAt
        ? t.rich(`hint.${item.kind}`, { read: () => <RelativeTime at={item.readAt ?? ''} /> })
        : t('hint.neverRead');
    case 'stock_low':
      return item.sellable
        ? t('hint.sell', { amount: formats.bytes(item.sellable.bytes, item.sellable.base) })
        : t('hint.buy');
    case 'pool_low':
      return item.days === null ? t('hint.buy') : t('hint.lasts', { days: item.days });
    case 'books_broken':
    case 'short':
    case 'unknown':
    case 'out':
    case 'awaiting':
    case 'adjustments':
    case 'rejected':
    case 'low':
    case 'stale':
    case 'differences':
    case 'alert':
    case 'books_stale':
    case 'backup_old':
      return t(`hint.${item.kind}`);
  }
}
