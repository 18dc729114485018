import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthCard } from '@/components/auth/auth-card';
import { CodeForm } from '@/components/auth/code-form';
import { ClientWords } from '@/components/ui/client-words';
import { browserFirstStep, currentActor } from '@/lib/auth';
import { chooseLanguageAction } from '../../../language-actions';
import { codeAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.page');
  return { title: t('signIn') };
}

export default async function CodePage({ searchParams }: { searchParams: Promise<Record<string, string | string[]>> }) {
  const t = await getTranslations('auth.page');
  if (await currentActor()) redirect('/');
  if (!(await browserFirstStep())) redirect('/sign-in');
  const { next } = await searchParams;
  return (
    <ClientWords of={['auth.client']}>
      <AuthCard chooseLanguage={chooseLanguageAction} title={t('oneMore')} description={t('yourFactor')}>
        <CodeForm next={typeof next === 'string' ? next : ''} action={codeAction} />
      </AuthCard>
    </ClientWords>
  );
}
