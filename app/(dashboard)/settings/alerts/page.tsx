import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { RuleForm } from '@/components/alerts/rule-form';
import { ClientWords } from '@/components/ui/client-words';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { getAlertRule } from '@/lib/alerts';
import { requireContext } from '@/lib/auth';
import { agentScope, isAdmin, seesInternals } from '@/lib/core/actor';
import { alertRuleAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts.page');
  return { title: t('title') };
}

export default async function AlertsPage() {
  const [ctx, t] = await Promise.all([requireContext(), getTranslations('alerts.page')]);
  const agentId = agentScope(ctx.actor);
  if (agentId === null && !seesInternals(ctx.actor)) notFound();
  const action = isAdmin(ctx.actor) || agentId !== null ? alertRuleAction : null;
  const target = { scope: 'account' as const, ...(agentId === null ? {} : { agentId: String(agentId) }) };
  const [accounts, pools] = await Promise.all([
    getAlertRule(ctx, { scope: 'account', agentId }),
    agentId === null ? getAlertRule(ctx, { scope: 'pool' }) : null,
  ]);
  return (
    <ClientWords of={['alerts.rule']}>
      <PageHeader title={t('title')} description={t('description')} back={{ href: '/settings', label: t('back') }} />
      <div className="flex max-w-3xl flex-col gap-4">
        <Panel title={t('customers')} description={agentId === null ? t('customersHint') : t('ownCustomersHint')}>
          <RuleForm target={target} rule={accounts} action={action} />
        </Panel>
        {pools && (
          <Panel title={t('pools')} description={t('poolsHint')}>
            <RuleForm target={{ scope: 'pool' }} rule={pools} action={action} />
          </Panel>
        )}
      </div>
    </ClientWords>
  );
}
