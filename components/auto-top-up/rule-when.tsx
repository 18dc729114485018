'use client';

import type { AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import { Field, SelectField } from '../ui/field';
import { WEEKDAYS } from './rule-text';

export type Kind = 'threshold' | 'week' | 'month';

const KINDS: { value: Kind; label: string }[] = [
  { value: 'threshold', label: 'When it runs low' },
  { value: 'week', label: 'Each week' },
  { value: 'month', label: 'Each month' },
];

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
  const kinds = KINDS.filter(({ value }) => value !== 'threshold' || tellsResidual);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        id="auto-kind"
        label="Add"
        data-first
        value={kind}
        onChange={(event) => onKind(kinds.find(({ value }) => value === event.target.value)?.value ?? 'month')}
        options={kinds}
      />
      {kind === 'threshold' && (
        <Field
          id="auto-thresholdGb"
          name="thresholdGb"
          label="Below (GB left)"
          inputMode="decimal"
          autoComplete="off"
          pattern="\d+(\.\d{1,6})?"
          title="A number such as 20 or 1.5"
          className="figures"
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
          label="On"
          defaultValue={String(schedule?.every === 'week' ? schedule.day : 1)}
          options={WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }))}
        />
      )}
      {kind === 'month' && (
        <Field
          id="auto-day"
          key="month"
          name="day"
          label="On day"
          hint="A shorter month: its last day."
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
            label="At"
            type="time"
            required
            className="figures"
            defaultValue={schedule?.at ?? '08:00'}
          />
          <Field
            id="auto-timeZone"
            name="timeZone"
            label="Time zone"
            autoComplete="off"
            required
            defaultValue={schedule?.timeZone ?? timeZone}
            hint={`The provider’s is ${timeZone}.`}
            error={errors.schedule}
          />
        </>
      )}
    </div>
  );
}
