import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthCard } from '@/components/auth/auth-card';
import { ForgotForm } from '@/components/auth/forgot-form';
import { ClientWords } from '@/components/ui/client-words';
import { chooseLanguageAction } from '../../../language-actions';
import { forgotAction } from '../../link-actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.page');
  return { title: t('forgot') };
}

export default async function ForgotPage() {
  const t = await getTranslations('auth.page');
  return (
    <ClientWords of={['auth.client']}>
      <AuthCard chooseLanguage={chooseLanguageAction} title={t('forgotTitle')} description={t('forgotHint')}>
        <ForgotForm action={forgotAction} />
      </AuthCard>
    </ClientWords>
  );
}
