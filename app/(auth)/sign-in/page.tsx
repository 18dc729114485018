import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthCard } from '@/components/auth/auth-card';
import { SignInForm } from '@/components/auth/sign-in-form';
import { ClientWords } from '@/components/ui/client-words';
import { currentActor } from '@/lib/auth';
import { chooseLanguageAction } from '../../language-actions';
import { signInAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.page');
  return { title: t('signIn') };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const t = await getTranslations('auth.page');
  if (await currentActor()) redirect('/');
  const { next } = await searchParams;
  return (
    <ClientWords of={['auth.client']}>
      <AuthCard chooseLanguage={chooseLanguageAction} title={t('signInTo')} description={t('motto')}>
        <SignInForm next={typeof next === 'string' ? next : ''} action={signInAction} />
      </AuthCard>
    </ClientWords>
  );
}
