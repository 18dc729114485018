import { redirect } from 'next/navigation';
import { currentActor } from '@/lib/auth';
import { SignInForm } from './sign-in-form';

export const metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  if (await currentActor()) redirect('/');
  const { next } = await searchParams;
  return (
    <main>
      <h1>Gigatill</h1>
      <SignInForm next={typeof next === 'string' ? next : ''} />
    </main>
  );
}
