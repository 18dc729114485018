import type { Metadata } from 'next';
import { LinkPage } from '@/components/auth/link-page';
import { readLink } from '@/lib/auth';
import { linkAction } from '../../link-actions';

export const metadata: Metadata = { title: 'New password', robots: { index: false }, referrer: 'no-referrer' };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <LinkPage
      title="Set a new password"
      advice="Ask for another one on the sign-in page."
      kind="password_reset"
      token={token}
      person={await readLink('password_reset', token)}
      action={linkAction}
    />
  );
}
