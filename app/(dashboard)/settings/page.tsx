import type { Metadata } from 'next';
import Link from 'next/link';
import { ThemeChoice } from '@/components/layout/theme-choice';
import { PasswordForm } from '@/components/settings/password-form';
import { SecondFactor, type SecondFactorActions } from '@/components/settings/second-factor';
import { SessionList } from '@/components/settings/session-list';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { getSecondFactor, listSessions, requireContext } from '@/lib/auth';
import { isAdmin } from '@/lib/core/actor';
import {
  beginTotpAction,
  changePasswordAction,
  disableTotpAction,
  enableTotpAction,
  revokeOtherSessionsAction,
  revokeSessionAction,
} from './actions';

export const metadata: Metadata = { title: 'Settings' };

const SECOND_FACTOR: SecondFactorActions = {
  begin: beginTotpAction,
  enable: enableTotpAction,
  disable: disableTotpAction,
};

export default async function SettingsPage() {
  const ctx = await requireContext();
  const [sessions, factor] = await Promise.all([listSessions(ctx), getSecondFactor(ctx)]);
  return (
    <>
      <PageHeader
        title="Settings"
        description="Your own: looks, password, second factor and where you are signed in."
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Panel title="Looks">
            <ThemeChoice />
          </Panel>
          <Panel title="Password">
            <PasswordForm change={changePasswordAction} />
          </Panel>
          <Panel title="Second factor" description="A code of an authenticator app, after the password.">
            <SecondFactor
              enabled={factor.enabledAt !== null}
              recoveryCodesLeft={factor.recoveryCodesLeft}
              actions={SECOND_FACTOR}
            />
          </Panel>
        </div>
        <div className="flex flex-col gap-4">
          <Panel title="Signed in" flush>
            <SessionList sessions={sessions} revoke={revokeSessionAction} revokeOthers={revokeOtherSessionsAction} />
          </Panel>
          {isAdmin(ctx.actor) && (
            <Panel title="API keys" description="What programs use instead of a sign-in.">
              <p className="flex flex-wrap gap-x-4 gap-y-2">
                <Link href="/team?tab=keys" className="link">
                  Make and revoke keys
                </Link>
                <Link href="/api-docs" className="link" prefetch={false}>
                  How to use them
                </Link>
              </p>
            </Panel>
          )}
          {isAdmin(ctx.actor) && (
            <Panel title="Mails" description="Invitations and links for new passwords.">
              <Link href="/settings/outbox" className="link">
                Open the outbox
              </Link>
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
