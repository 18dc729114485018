'use client';

import { useTranslations } from 'next-intl';
import { ActDialogButton, decimalOf, textOf } from '../ui/act-dialog';
import { Field, SelectField } from '../ui/field';
import { fieldError } from '../ui/use-act';
import { FromField, RateFields } from './price-fields';
import type { Choice, PriceActions } from './types';

/** Adds a price per GB. `whose` with one choice only is not asked for. */
export function AddPriceButton({
  whose,
  connections,
  currencies,
  add,
  primary = false,
}: {
  whose: readonly Choice[];
  connections: readonly Choice[];
  currencies: readonly string[];
  add: PriceActions['add'];
  primary?: boolean;
}) {
  const t = useTranslations('billing.pricing');
  const only = whose.length === 1 ? whose[0] : undefined;
  return (
    <ActDialogButton
      look={primary ? 'primary' : 'outline'}
      label={t('add')}
      title={t('addTitle')}
      named={['perGb', 'steps', 'validFrom', 'agentId', 'customerId', 'connectionId']}
      sendText={t('add')}
      busyText={t('busy')}
      send={(form) =>
        add({
          whose: only?.value ?? textOf(form, 'whose'),
          connectionId: textOf(form, 'connectionId'),
          currency: textOf(form, 'currency'),
          perGb: decimalOf(form, 'perGb'),
          steps: textOf(form, 'steps'),
          stepsBy: textOf(form, 'stepsBy'),
          from: textOf(form, 'from'),
        })
      }
      fields={(problem) => (
        <>
          {only ? (
            <p>
              {t('whose')}: <bdi className="font-medium">{only.label}</bdi>
            </p>
          ) : (
            <SelectField id="price-whose" name="whose" label={t('whose')} options={whose} />
          )}
          <SelectField
            id="price-connection"
            name="connectionId"
            label={t('connection')}
            options={[{ value: '', label: t('everyConnection') }, ...connections]}
          />
          <RateFields id="price" name="perGb" label={t('perGb')} currencies={currencies} problem={problem} />
          <Field
            id="price-steps"
            name="steps"
            label={t('steps')}
            hint={t('stepsHint')}
            placeholder="100: 1.20, 500: 1.00"
            autoComplete="off"
            className="figures"
            error={fieldError(problem, 'steps')}
          />
          <SelectField
            id="price-steps-by"
            name="stepsBy"
            label={t('stepsBy')}
            hint={t('stepsByHint')}
            options={[
              { value: 'order', label: t('byOrder') },
              { value: 'month', label: t('byMonth') },
            ]}
          />
          <FromField problem={problem} />
        </>
      )}
    />
  );
}
