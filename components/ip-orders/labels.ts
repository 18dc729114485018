import { useTranslations } from 'next-intl';

/** The provider's channels; it knows them by these words. */
const POOL_TAGS = ['渠道一', '渠道二', '渠道三', '渠道四', '渠道五'];

/** The tags that can be ordered by: ours are the numbers 1 to 5. */
export const POOL_NUMBERS = ['1', '2', '3', '4', '5'] as const;

/** A pool tag as the provider calls it, with its number, in the reader's language. */
export function usePoolTag(): (tag: string) => string {
  const t = useTranslations('ipOrders.client');
  return (tag) => {
    const number = /^[1-5]$/.test(tag) ? Number(tag) : POOL_TAGS.indexOf(tag) + 1;
    const name = POOL_TAGS[number - 1];
    return name === undefined ? tag : t('channel', { name, number });
  };
}
