import { getTranslations } from 'next-intl/server';
import { RuleForm } from '@/components/alerts/rule-form';
import { ClientWords } from '@/components/ui/client-words';
import { Panel } from '@/components/ui/panel';
import { getAlertRule } from '@/lib/alerts';
import type { Context } from '@/lib/core/actor';
import { alertRuleAction } from '../../settings/alerts/actions';

/** Below what somebody is told that this customer runs low. */
export async function AlertPanel({ ctx, customerId }: { ctx: Context; customerId: string }) {
  const t = await getTranslations('alerts.page');
  const rule = await getAlertRule(ctx, { scope: 'account', customerId: Number(customerId) });
  const maySet = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  return (
    <ClientWords of={['alerts.rule']}>
      <Panel title={t('panel')} description={t('panelHint')}>
        <RuleForm target={{ scope: 'account', customerId }} rule={rule} action={maySet ? alertRuleAction : null} />
      </Panel>
    </ClientWords>
  );
}
