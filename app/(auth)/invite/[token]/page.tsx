import type { Metadata } from 'next';
import { LinkPage } from '@/components/auth/link-page';
import { readLink } from '@/lib/auth';
import { linkAction } from '../../link-actions';

export const metadata: Metadata = { title: 'Invitation', robots: { index: false }, referrer: 'no-referrer' };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <LinkPage
      title="Welcome to Gigatill"
      advice="Ask the administrator for another one."
      kind="invitation"
      token={token}
      person={await readLink('invitation', token)}
      action={linkAction}
    />
  );
}
