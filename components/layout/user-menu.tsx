import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Role } from '@/lib/core/actor';
import { LanguageSwitch } from './language-switch';

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

/** Who is signed in, and the way out. It opens without a script. */
export function UserMenu({
  name,
  role,
  signOut,
  chooseLanguage,
}: {
  name: string;
  role: Role;
  signOut: () => Promise<void>;
  chooseLanguage: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations('layout');
  const id = 'user-menu';
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="grid size-9 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-soft-foreground"
      >
        <span aria-hidden="true">{initials(name)}</span>
        <span className="sr-only">{t('accountOf', { name })}</span>
      </button>
      <div id={id} popover="auto" className="menu-popover top-14 right-3 w-60 p-1.5 sm:right-5">
        <div className="border-b border-separator px-2.5 pt-1.5 pb-2.5">
          <p className="truncate font-medium" title={name}>
            {name}
          </p>
          <p className="text-xs text-muted">{t(`roles.${role}`)}</p>
        </div>
        <Link href="/settings" prefetch={false} className="mt-1.5 block rounded-lg px-2.5 py-2 hover:bg-default">
          {t('settings')}
        </Link>
        <form action={signOut}>
          <button type="submit" className="block w-full rounded-lg px-2.5 py-2 text-left hover:bg-default">
            {t('signOut')}
          </button>
        </form>
        <div className="mt-1.5 border-t border-separator px-0.5 pt-1.5">
          <LanguageSwitch choose={chooseLanguage} />
        </div>
      </div>
    </>
  );
}
