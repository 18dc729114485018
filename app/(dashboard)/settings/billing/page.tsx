import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { IssuerForm, LimitsForm } from '@/components/billing/chosen-forms';
import { ClientWords } from '@/components/ui/client-words';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { getBillingSettings } from '@/lib/billing';
import { isAdmin } from '@/lib/core/actor';
import { changeIssuerAction, changeLimitsAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('billing.settings');
  return { title: t('title') };
}

export default async function BillingSettingsPage() {
  const ctx = await requireContext();
  if (!isAdmin(ctx.actor)) notFound();
  const [settings, t] = await Promise.all([getBillingSettings(ctx), getTranslations('billing.settings')]);
  return (
    <ClientWords of={['billing.chosen']}>
      <PageHeader title={t('title')} back={{ href: '/settings', label: t('back') }} description={t('description')} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={t('issuer')} description={t('issuerHint')}>
          <IssuerForm issuer={settings.issuer} change={changeIssuerAction} />
        </Panel>
        <Panel title={t('limits')} description={t('limitsHint')}>
          <LimitsForm limits={settings.limits} change={changeLimitsAction} />
        </Panel>
      </div>
    </ClientWords>
  );
}
