import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Notice } from '../ui/notice';
import { AuthCard } from './auth-card';
import { LinkForm } from './link-form';

/** What the link of a mail opens: a new password, or why it does not work any more. */
export function LinkPage({
  title,
  advice,
  person,
  chooseLanguage,
  ...form
}: {
  title: string;
  /** What to do when the link does not work any more. */
  advice: string;
  person: { email: string } | null;
  chooseLanguage: (form: FormData) => Promise<void>;
} & Pick<ComponentProps<typeof LinkForm>, 'kind' | 'token' | 'action'>) {
  const t = useTranslations('auth.page');
  return (
    <AuthCard
      title={person ? title : t('linkDead')}
      description={person?.email ?? 'Gigatill'}
      chooseLanguage={chooseLanguage}
    >
      {person ? (
        <LinkForm email={person.email} {...form} />
      ) : (
        <div className="flex flex-col gap-4">
          <Notice tone="warning">{t('linkOver', { advice })}</Notice>
          <Link href="/sign-in" className="link self-center text-[0.8125rem]" prefetch={false}>
            {t('signIn')}
          </Link>
        </div>
      )}
    </AuthCard>
  );
}
