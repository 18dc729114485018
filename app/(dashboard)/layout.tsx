import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import { navItemsFor } from '@/components/layout/nav-items';
import { PaletteHost } from '@/components/palette/palette-host';
import { ClientWords } from '@/components/ui/client-words';
import { requireActor } from '@/lib/auth';
import { signOutAction } from '../(auth)/sign-in/actions';
import { chooseLanguageAction } from '../language-actions';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('layout');
  const actor = await requireActor();
  const role = actor.kind === 'system' ? 'viewer' : actor.role;
  return (
    <AppShell name={actor.name} role={role} signOut={signOutAction} chooseLanguage={chooseLanguageAction}>
      {children}
      <ClientWords of={['palette.client']}>
        <PaletteHost
          pages={navItemsFor(role).map(({ href, name }) => ({ href, label: t(`nav.${name}`) }))}
          mayOrder={actor.kind === 'user' && role !== 'viewer'}
        />
      </ClientWords>
    </AppShell>
  );
}
