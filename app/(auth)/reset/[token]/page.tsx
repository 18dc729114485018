import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkPage } from '@/components/auth/link-page';
import { ClientWords } from '@/components/ui/client-words';
import { readLink } from '@/lib/auth';
import { chooseLanguageAction } from '../../../language-actions';
import { linkAction } from '../../link-actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.page');
  return { title: t('newPassword'), robots: { index: false }, referrer: 'no-referrer' };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('auth.page');
  const { token } = await params;
  return (
    <ClientWords of={['auth.client']}>
      <LinkPage
        title={t('setNew')}
        advice={t('askAgain')}
        kind="password_reset"
        token={token}
        person={await readLink('password_reset', token)}
        action={linkAction}
        chooseLanguage={chooseLanguageAction}
      />
    </ClientWords>
  );
}
