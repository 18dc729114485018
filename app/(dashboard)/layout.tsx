import type { ReactNode } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import { requireActor } from '@/lib/auth';
import { signOutAction } from '../(auth)/sign-in/actions';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const role = actor.kind === 'system' ? 'viewer' : actor.role;
  return (
    <AppShell name={actor.name} role={role} signOut={signOutAction}>
      {children}
    </AppShell>
  );
}
