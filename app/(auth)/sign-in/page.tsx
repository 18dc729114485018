import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInBackdrop } from '@/components/auth/sign-in-backdrop';
import { SignInForm } from '@/components/auth/sign-in-form';
import { Mark } from '@/components/layout/brand';
import { currentActor } from '@/lib/auth';
import { signInAction } from './actions';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  if (await currentActor()) redirect('/');
  const { next } = await searchParams;
  return (
    <main className="relative grid min-h-dvh place-items-center overflow-hidden px-4 py-10">
      <SignInBackdrop />
      <div className="panel relative w-full max-w-sm p-6 shadow-overlay sm:p-8">
        <div className="mb-6 flex items-center gap-3">
          <Mark className="size-9" />
          <div>
            <h1 className="text-lg leading-6 font-semibold tracking-tight">Sign in to Gigatill</h1>
            <p className="text-[0.8125rem] text-muted">The till for gigabytes</p>
          </div>
        </div>
        <SignInForm next={typeof next === 'string' ? next : ''} action={signInAction} />
      </div>
    </main>
  );
}
