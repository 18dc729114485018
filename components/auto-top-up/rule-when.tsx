'use client';

import { useTranslations } from 'next-intl';
import type { AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import { DecimalField, Field, SelectField } from '../ui/field';
import { WEEKDAYS } from './weekdays';

export type Kind = 'threshold' | 'week' | 'month';

const KINDS: readonly Kind[] = ['threshold', 'week', 'month'];

/** What a new rule or this one goes by. */
export function kindOf(rule: AutoTopUpRuleDto | null, tellsResidual: boolean): Kind {
  return rule?.schedule?.every ?? (tellsResidual ? 'threshold' : 'month');
}

/** When it adds: below a threshold, or at fixed times. */
export function RuleWhen({
  kind,
  onKind,
  tellsResidual,
  rule,
  timeZone,
  errors,
}: {
  kind: Kind;
  onKind: (kind: Kind) => void;
  tellsResidual: boolean;
  rule: AutoTopUpRuleDto | null;
  /** The connection's zone. */
  timeZone: string;
  errors: { thresholdGb: string | undefined; schedule: string | undefined };
}) {
  const schedule = rule?.schedule ?? null;
  const t = useTranslations('autoTopUp.when');
  const weekday = useTranslations('autoTopUp.weekdays');
  const kinds = KINDS.filter((one) => one !== 'threshold' || tellsResidual);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        id="auto-kind"
        label={t('kind')}
        data-first
        value={kind}
        onChange={(event) => onKind(kinds.find((one) => one === event.target.value) ?? 'month')}
        options={kinds.map((one) => ({ value: one, label: t(one) }))}
      />
      {kind === 'threshold' && (
        <DecimalField
          id="auto-thresholdGb"
          name="thresholdGb"
          label={t('below')}
          pattern="\d+(\.\d{1,6})?"
          title={t('number')}
          required
          defaultValue={rule?.thresholdGb ?? ''}
          error={errors.thresholdGb}
        />
      )}
      {kind === 'week' && (
        <SelectField
          id="auto-day"
          key="week"
          name="day"
          label={t('on')}
          defaultValue={String(schedule?.every === 'week' ? schedule.day : 1)}
          options={WEEKDAYS.map((day, index) => ({ value: String(index + 1), label: weekday(day) }))}
        />
      )}
      {kind === 'month' && (
        <Field
          id="auto-day"
          key="month"
          name="day"
          label={t('onDay')}
          hint={t('shorter')}
          type="number"
          min={1}
          max={31}
          required
          className="figures"
          defaultValue={schedule?.every === 'month' ? schedule.day : 1}
        />
      )}
      {kind !== 'threshold' && (
        <>
          <Field
            id="auto-at"
            name="at"
            label={t('at')}
            type="time"
            required
            className="figures"
            defaultValue={schedule?.at ?? '08:00'}
          />
          <Field
            id="auto-timeZone"
            name="timeZone"
            label={t('zone')}
            autoComplete="off"
            required
            defaultValue={schedule?.timeZone ?? timeZone}
            hint={t('providers', { zone: timeZone })}
            error={errors.schedule}
          />
        </>
      )}
    </div>
  );
}
