import { useTranslations } from 'next-intl';

const KNOWN = ['account', 'account2', 'balance_left', 'flow_left'] as const;

/** A pool in words, with the provider's own name beside it where that tells more; one that is not known as it is named. */
export function usePoolName(): (pool: string) => string {
  const t = useTranslations('pools');
  return (pool) => {
    const name = KNOWN.find((known) => known === pool);
    return name === undefined ? pool : t(`names.${name}`);
  };
}
