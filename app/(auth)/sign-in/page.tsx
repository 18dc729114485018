import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/components/auth/auth-card';
import { SignInForm } from '@/components/auth/sign-in-form';
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
    <AuthCard title="Sign in to Gigatill" description="The till for gigabytes">
      <SignInForm next={typeof next === 'string' ? next : ''} action={signInAction} />
    </AuthCard>
  );
}
