'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import type { AlertRuleDto } from '@/lib/alerts/types';
import { Field } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { SubmitButton } from '../ui/submit-button';

type AlertTargetFields = { scope: 'account' | 'pool'; agentId?: string; customerId?: string };
type AlertRuleAction = (before: Outcome<AlertRuleDto> | null, form: FormData) => Promise<Outcome<AlertRuleDto>>;

/** The thresholds below which somebody is told, and back to what counts for all. */
export function RuleForm({
  target,
  rule,
  action,
}: {
  target: AlertTargetFields;
  rule: AlertRuleDto;
  /** Null for who may only read. */
  action: AlertRuleAction | null;
}) {
  const t = useTranslations('alerts.rule');
  const [state, send] = useActionState(action ?? unused, null);
  const { effective, from } = state?.ok ? state.data : rule;
  const id = `${target.scope}-${target.customerId ?? target.agentId ?? 'all'}`;
  const fields = state && !state.ok ? state.fields : undefined;
  return (
    // New values from the server are new fields.
    <form key={JSON.stringify(effective) + from} action={send} className="flex flex-col gap-4">
      {Object.entries(target).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <fieldset disabled={action === null} className="grid gap-4 sm:grid-cols-3">
        {target.scope === 'account' && (
          <Field
            id={`percents-${id}`}
            name="percents"
            label={t('percents')}
            hint={t('percentsHint')}
            defaultValue={effective.percents.join(', ')}
            error={fields?.percents}
          />
        )}
        <Field
          id={`days-${id}`}
          name="days"
          label={t('days')}
          hint={t('daysHint')}
          defaultValue={effective.days.join(', ')}
          error={fields?.days}
        />
        <Field
          id={`gbs-${id}`}
          name="gbs"
          label={t('gbs')}
          hint={t('gbsHint')}
          defaultValue={effective.gbs.join(', ')}
          error={fields?.gbs}
        />
        <label className="flex items-center gap-2 text-[0.8125rem] sm:col-span-3">
          <input type="checkbox" name="enabled" value="yes" defaultChecked={effective.enabled} className="size-4" />
          {t('enabled')}
        </label>
      </fieldset>
      <div className="flex flex-wrap items-center gap-2">
        {action && <SubmitButton pendingText={t('saving')}>{t('save')}</SubmitButton>}
        {action && from === 'here' && (
          <SubmitButton variant="outline" name="act" value="clear" pendingText={t('saving')}>
            {t('clear')}
          </SubmitButton>
        )}
        <span className="text-xs text-muted">{t(`from.${from}`)}</span>
      </div>
      <LiveRegion>
        {state && !state.ok && <Notice tone="danger">{state.message}</Notice>}
        {state?.ok && <span className="sr-only">{t('saved')}</span>}
      </LiveRegion>
    </form>
  );
}

async function unused(before: Outcome<AlertRuleDto> | null): Promise<Outcome<AlertRuleDto>> {
  return before ?? { ok: false, message: '' };
}
