'use client';

import { useTranslations } from 'next-intl';
import { ActDialogButton, textOf } from '../ui/act-dialog';
import { Field } from '../ui/field';
import type { Outcome } from '../ui/outcome';
import { fieldError } from '../ui/use-act';
import type { AdjustmentDone } from './types';

/** Takes a payment or adjustment back by its opposite, for a reason. Its row tells what became of it. */
export function ReverseButton({
  id,
  name,
  reverse,
}: {
  id: string;
  /** The entry's reference. */
  name: string;
  reverse: (id: string, reason: string) => Promise<Outcome<AdjustmentDone>>;
}) {
  const t = useTranslations('billing.entry');
  return (
    <ActDialogButton
      look="small"
      label={t('reverse')}
      about={name}
      title={t('reverseTitle', { name })}
      named={['reason']}
      sendText={t('reverse')}
      busyText={t('busy')}
      send={(form) => reverse(id, textOf(form, 'reason'))}
      fields={(problem) => (
        <>
          <p>{t('reverseHint')}</p>
          <Field
            id="reverse-reason"
            name="reason"
            label={t('reason')}
            hint={t('reasonHint')}
            data-first
            required
            maxLength={500}
            autoComplete="off"
            error={fieldError(problem, 'reason')}
          />
        </>
      )}
    />
  );
}
