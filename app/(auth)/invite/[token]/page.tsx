import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkPage } from '@/components/auth/link-page';
import { ClientWords } from '@/components/ui/client-words';
import { readLink } from '@/lib/auth';
import { chooseLanguageAction } from '../../../language-actions';
import { linkAction } from '../../link-actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.page');
  return { title: t('invitation'), robots: { index: false }, referrer: 'no-referrer' };
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('auth.page');
  const { token } = await params;
  return (
    <ClientWords of={['auth.client']}>
      <LinkPage
        title={t('welcome')}
        advice={t('askAdmin')}
        kind="invitation"
        token={token}
        person={await readLink('invitation', token)}
        action={linkAction}
        chooseLanguage={chooseLanguageAction}
      />
    </ClientWords>
  );
}
