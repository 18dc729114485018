import { X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ListAddress, listHref } from './list-address';

/** A filter that is in force: in words, and the parts of the address that it is made of. */
export type Chip = { text: string; parts: readonly string[] };

/** The filters in force, each of which can be taken away by itself. Nothing where there are none. */
export function FilterChips({ address, chips }: { address: ListAddress; chips: readonly Chip[] }) {
  const t = useTranslations('lists');
  if (chips.length === 0) return null;
  const without = (parts: readonly string[]) => Object.fromEntries(parts.map((part) => [part, null]));
  return (
    <ul aria-label={t('filters')} className="mb-3 flex flex-wrap items-center gap-1.5">
      {chips.map((chip) => (
        <li key={chip.parts.join()}>
          <Link
            href={listHref(address, without(chip.parts))}
            scroll={false}
            prefetch={false}
            aria-label={t('without', { filter: chip.text })}
            className="flex max-w-72 items-center gap-1.5 rounded-full bg-accent-soft py-1 ps-3 pe-2 text-xs text-accent-soft-foreground"
          >
            <span className="truncate">{chip.text}</span>
            <X aria-hidden="true" className="size-3.5 shrink-0" />
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Link
            href={listHref(address, without(chips.flatMap((chip) => chip.parts)))}
            scroll={false}
            prefetch={false}
            className="button button--ghost button--sm text-xs"
          >
            {t('clearAll')}
          </Link>
        </li>
      )}
    </ul>
  );
}
