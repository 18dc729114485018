'use client';

import { useTranslations } from 'next-intl';
import { ActDialogButton, decimalOf, textOf } from '../ui/act-dialog';
import { Field, SelectField } from '../ui/field';
import { fieldError } from '../ui/use-act';
import { FromField, RateFields } from './price-fields';
import type { Choice, PriceActions } from './types';

/** Adds a price for an IP; what is not chosen stands for any. */
export function AddIpPriceButton({
  agents,
  currencies,
  add,
}: {
  agents: readonly Choice[];
  currencies: readonly string[];
  add: PriceActions['addIp'];
}) {
  const t = useTranslations('billing.pricing');
  const any = { value: '', label: t('any') };
  return (
    <ActDialogButton
      label={t('addIp')}
      title={t('addIpTitle')}
      named={['perIp', 'region', 'validFrom', 'agentId']}
      sendText={t('add')}
      busyText={t('busy')}
      send={(form) =>
        add({
          agentId: textOf(form, 'agentId'),
          product: textOf(form, 'product'),
          region: textOf(form, 'region').trim(),
          duration: textOf(form, 'duration'),
          currency: textOf(form, 'currency'),
          perIp: decimalOf(form, 'perIp'),
          from: textOf(form, 'from'),
        })
      }
      fields={(problem) => (
        <>
          <SelectField
            id="ip-agent"
            name="agentId"
            label={t('whose')}
            options={[{ value: '', label: t('everybody') }, ...agents]}
          />
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              id="ip-product"
              name="product"
              label={t('product')}
              options={[any, { value: 'isp', label: t('isp') }, { value: 'static', label: t('static') }]}
            />
            <SelectField
              id="ip-duration"
              name="duration"
              label={t('term')}
              options={[
                any,
                { value: 'week', label: t('week') },
                { value: 'month', label: t('month') },
                { value: 'quarter', label: t('quarter') },
              ]}
            />
          </div>
          <Field
            id="ip-region"
            name="region"
            label={t('region')}
            hint={t('regionHint')}
            maxLength={40}
            autoComplete="off"
            error={fieldError(problem, 'region')}
          />
          <RateFields id="ip" name="perIp" label={t('perIp')} currencies={currencies} problem={problem} />
          <FromField problem={problem} />
        </>
      )}
    />
  );
}
