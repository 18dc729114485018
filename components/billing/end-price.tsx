'use client';

import { useTranslations } from 'next-intl';
import { ActDialogButton, textOf } from '../ui/act-dialog';
import { Field } from '../ui/field';
import { fieldError } from '../ui/use-act';
import type { PriceActions } from './types';

/** Ends a price, at once or on a day; one that has not begun is withdrawn. */
export function EndPriceButton({
  id,
  name,
  future,
  end,
}: {
  id: string;
  /** The price, for those who do not see its row. */
  name: string;
  future: boolean;
  end: PriceActions['end'];
}) {
  const t = useTranslations('billing.pricing');
  const label = t(future ? 'withdraw' : 'end');
  return (
    <ActDialogButton
      look="small"
      label={label}
      about={name}
      title={t(future ? 'withdrawTitle' : 'endTitle')}
      named={['at']}
      sendText={label}
      busyText={t('busy')}
      send={(form) => end(id, textOf(form, 'at'))}
      fields={(problem) => (
        <>
          <p>
            <bdi className="font-medium">{name}</bdi>
          </p>
          <p className="text-muted">{t(future ? 'withdrawHint' : 'endHint')}</p>
          {!future && (
            <Field
              id={`end-${id}`}
              name="at"
              type="date"
              label={t('endOn')}
              hint={t('fromHint')}
              error={fieldError(problem, 'at')}
            />
          )}
        </>
      )}
    />
  );
}
