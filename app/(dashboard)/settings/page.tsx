import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ThemeChoice } from '@/components/layout/theme-choice';
import { ShowGuide } from '@/components/onboarding/guide-buttons';
import { PasswordForm } from '@/components/settings/password-form';
import { PreferencesForm } from '@/components/settings/preferences-form';
import { SecondFactor, type SecondFactorActions } from '@/components/settings/second-factor';
import { SessionList } from '@/components/settings/session-list';
import { ClientWords } from '@/components/ui/client-words';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { currentPreferences, getSecondFactor, listSessions, requireContext } from '@/lib/auth';
import { isAdmin } from '@/lib/core/actor';
import { confirmAction } from '../confirm';
import { setGuideAction } from '../guide-actions';
import {
  beginTotpAction,
  changePasswordAction,
  disableTotpAction,
  enableTotpAction,
  renewRecoveryCodesAction,
  revokeOtherSessionsAction,
  revokeSessionAction,
  setPreferencesAction,
} from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.page');
  return { title: t('title') };
}

const SECOND_FACTOR: SecondFactorActions = {
  begin: beginTotpAction,
  enable: enableTotpAction,
  disable: disableTotpAction,
  renew: renewRecoveryCodesAction,
  confirm: confirmAction,
};

export default async function SettingsPage() {
  const ctx = await requireContext();
  const [sessions, factor, preferences, t, billing, alerts, guide] = await Promise.all([
    listSessions(ctx),
    getSecondFactor(ctx),
    currentPreferences(),
    getTranslations('settings.page'),
    getTranslations('billing'),
    getTranslations('alerts.page'),
    getTranslations('onboarding.settings'),
  ]);
  return (
    <ClientWords of={['settings.client', 'settings.codes', 'auth.confirm']}>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Panel title={t('profile')} description={t('profileHint')}>
            <PreferencesForm {...preferences} save={setPreferencesAction} />
          </Panel>
          <Panel title={t('looks')}>
            <ThemeChoice />
          </Panel>
          <Panel title={t('password')}>
            <PasswordForm change={changePasswordAction} />
          </Panel>
          <Panel title={t('secondFactor')} description={t('secondFactorHint')}>
            <SecondFactor
              enabled={factor.enabledAt !== null}
              recoveryCodesLeft={factor.recoveryCodesLeft}
              actions={SECOND_FACTOR}
            />
          </Panel>
        </div>
        <div className="flex flex-col gap-4">
          <Panel title={t('signedIn')} flush>
            <SessionList sessions={sessions} revoke={revokeSessionAction} revokeOthers={revokeOtherSessionsAction} />
          </Panel>
          {isAdmin(ctx.actor) && (
            <Panel title={t('apiKeys')} description={t('apiKeysHint')}>
              <p className="flex flex-wrap gap-x-4 gap-y-2">
                <Link href="/team?tab=keys" className="link">
                  {t('makeKeys')}
                </Link>
                <Link href="/api-docs" className="link" prefetch={false}>
                  {t('howToUse')}
                </Link>
              </p>
            </Panel>
          )}
          {isAdmin(ctx.actor) && (
            <Panel title={billing('settings.title')} description={billing('settings.description')}>
              <Link href="/settings/billing" className="link">
                {billing('settings.open')}
              </Link>
            </Panel>
          )}
          <Panel title={alerts('title')} description={alerts('description')}>
            <Link href="/settings/alerts" className="link">
              {alerts('open')}
            </Link>
          </Panel>
          {isAdmin(ctx.actor) && (
            <Panel title={guide('title')} description={guide('description')}>
              <ClientWords of={['onboarding.client']}>
                <ShowGuide show={setGuideAction.bind(null, true)} />
              </ClientWords>
            </Panel>
          )}
          {isAdmin(ctx.actor) && (
            <Panel title={t('mails')} description={t('mailsHint')}>
              <Link href="/settings/outbox" className="link">
                {t('openOutbox')}
              </Link>
            </Panel>
          )}
        </div>
      </div>
    </ClientWords>
  );
}
