'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import { type Kind, kindOf, RuleWhen } from './rule-when';
import type { AutoTopUpActions, RuleDraft } from './types';

function readDraft({ accountId, timeZone }: AutoTopUpDto, kind: Kind, form: FormData): RuleDraft {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const orNull = (name: string) => text(name) || null;
  const zone = text('timeZone');
  const schedule = { day: Number(text('day')), at: text('at'), timeZone: zone === timeZone ? null : zone };
  return {
    accountId,
    thresholdGb: kind === 'threshold' ? text('thresholdGb') : null,
    schedule: kind === 'threshold' ? null : { every: kind, ...schedule },
    amountGb: text('amountGb'),
    dailyCapGb: orNull('dailyCapGb'),
    monthlyCapGb: orNull('monthlyCapGb'),
  };
}

const FIELDS = ['thresholdGb', 'schedule', 'amountGb', 'dailyCapGb', 'monthlyCapGb'];

/** When to add how much, and how much at most. */
export function AutoTopUpDialog({
  account,
  actions,
  onClose,
}: {
  account: AutoTopUpDto;
  actions: AutoTopUpActions;
  onClose: () => void;
}) {
  const t = useTranslations('autoTopUp.client');
  const { act, pending, problem } = useAct();
  const { rule, accountId } = account;
  const [kind, setKind] = useState(() => kindOf(rule, account.tellsResidual));
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const draft = readDraft(account, kind, new FormData(event.currentTarget));
    act(() => actions.set(draft), onClose);
  }
  const gb = (name: 'amountGb' | 'dailyCapGb' | 'monthlyCapGb') => ({
    id: `auto-${name}`,
    name,
    inputMode: 'decimal' as const,
    autoComplete: 'off',
    pattern: '\\d+(\\.\\d{1,6})?',
    title: t('number'),
    className: 'figures',
    defaultValue: rule?.[name] ?? '',
    error: fieldError(problem, name),
  });
  const errors = { thresholdGb: fieldError(problem, 'thresholdGb'), schedule: fieldError(problem, 'schedule') };
  const needsDaily = kind === 'threshold';
  return (
    <Dialog title={t('title', { account: account.accountName })} onClose={onClose} dismissable={!pending}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <RuleWhen
          kind={kind}
          onKind={setKind}
          tellsResidual={account.tellsResidual}
          rule={rule}
          timeZone={account.timeZone}
          errors={errors}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field {...gb('amountGb')} label={t('add')} required />
          <Field {...gb('dailyCapGb')} label={needsDaily ? t('mostDay') : t('mostDayOptional')} required={needsDaily} />
          <Field {...gb('monthlyCapGb')} label={t('mostMonthOptional')} />
        </div>
        <p className="text-xs text-muted">{t(kind === 'threshold' ? 'aboutThreshold' : 'aboutSchedule')}</p>
        <ProblemNotice problem={problem} shown={FIELDS} />
        <div className="flex flex-wrap justify-end gap-2">
          {rule?.enabled && (
            <button
              type="button"
              className="button button--outline"
              disabled={pending}
              onClick={() => act(() => actions.stop(accountId), onClose)}
            >
              {t('switchOff')}
            </button>
          )}
          <button type="submit" className="button button--primary" disabled={pending}>
            {pending ? t('saving') : rule?.enabled ? t('save') : t('saveOn')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
