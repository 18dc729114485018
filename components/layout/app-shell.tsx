import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Role } from '@/lib/core/actor';
import { BottomBar } from './bottom-bar';
import { Brand } from './brand';
import { ConnectionWatch } from './connection-watch';
import { PrintHead } from './print-head';
import { SearchBox } from './search-box';
import { NavList } from './side-nav';
import { ThemeSwitch } from './theme-switch';
import { UserMenu } from './user-menu';

const DRAWER = 'nav-drawer';

/** The frame of every page: rail and top bar on a desk, bottom bar and drawer on a phone. */
export function AppShell({
  name,
  role,
  signOut,
  chooseLanguage,
  children,
}: {
  name: string;
  role: Role;
  signOut: () => Promise<void>;
  chooseLanguage: (form: FormData) => Promise<void>;
  children: ReactNode;
}) {
  const t = useTranslations('layout');
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a href="#content" className="button button--primary fixed top-2 left-2 z-50 not-focus:sr-only">
        {t('skip')}
      </a>
      <aside className="border-r border-border bg-rail max-lg:hidden">
        <div className="sticky top-0 flex max-h-dvh flex-col gap-6 overflow-y-auto px-3 py-4">
          <div className="px-2">
            <Brand />
          </div>
          <NavList role={role} label={t('pages')} />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-border bg-background/95 px-3 backdrop-blur-sm sm:px-5 lg:px-8">
          <div className="me-1 lg:hidden">
            <Brand short />
          </div>
          <SearchBox />
          <div className="ms-auto flex items-center gap-1">
            <ThemeSwitch />
            <UserMenu name={name} role={role} signOut={signOut} chooseLanguage={chooseLanguage} />
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[86rem] px-3 pt-5 pb-24 outline-none sm:px-5 lg:px-8 lg:pt-7 lg:pb-12"
        >
          <PrintHead name={name} />
          {children}
        </main>
      </div>
      <ConnectionWatch />
      <BottomBar role={role} drawerId={DRAWER} />
      <div id={DRAWER} popover="auto" className="drawer px-3 py-4">
        <div className="mb-5 flex items-center justify-between px-2">
          <Brand />
          <button
            type="button"
            popoverTarget={DRAWER}
            popoverTargetAction="hide"
            aria-label={t('close')}
            className="button button--ghost button--icon-only"
          >
            <X aria-hidden="true" />
          </button>
        </div>
        <NavList role={role} label={t('allPages')} />
      </div>
    </div>
  );
}
