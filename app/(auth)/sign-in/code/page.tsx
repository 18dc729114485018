import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthCard } from '@/components/auth/auth-card';
import { CodeForm } from '@/components/auth/code-form';
import { browserFirstStep, currentActor } from '@/lib/auth';
import { codeAction } from '../actions';

export const metadata: Metadata = { title: 'Sign in' };

export default async function CodePage({ searchParams }: { searchParams: Promise<Record<string, string | string[]>> }) {
  if (await currentActor()) redirect('/');
  if (!(await browserFirstStep())) redirect('/sign-in');
  const { next } = await searchParams;
  return (
    <AuthCard title="One more step" description="Your second factor">
      <CodeForm next={typeof next === 'string' ? next : ''} action={codeAction} />
    </AuthCard>
  );
}
