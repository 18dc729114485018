import Link from 'next/link';
import type { ComponentProps } from 'react';
import { Notice } from '../ui/notice';
import { AuthCard } from './auth-card';
import { LinkForm } from './link-form';

/** What the link of a mail opens: a new password, or why it does not work any more. */
export function LinkPage({
  title,
  advice,
  person,
  ...form
}: {
  title: string;
  /** What to do when the link does not work any more. */
  advice: string;
  person: { email: string } | null;
} & Pick<ComponentProps<typeof LinkForm>, 'kind' | 'token' | 'action'>) {
  return (
    <AuthCard title={person ? title : 'This link does not work any more'} description={person?.email ?? 'Gigatill'}>
      {person ? (
        <LinkForm email={person.email} {...form} />
      ) : (
        <div className="flex flex-col gap-4">
          <Notice tone="warning">It was used already, or it is too old. {advice}</Notice>
          <Link href="/sign-in" className="link self-center text-[0.8125rem]" prefetch={false}>
            Sign in
          </Link>
        </div>
      )}
    </AuthCard>
  );
}
