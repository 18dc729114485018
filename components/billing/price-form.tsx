'use client';

import { useTranslations } from 'next-intl';
import { ActDialogButton, textOf } from '../ui/act-dialog';
import { Field, SelectField } from '../ui/field';
import { fieldError, type Problem } from '../ui/use-act';
import type { Choice, PriceActions } from './types';

/** From when a price counts: a day of UTC, or at once. */
function FromField({ problem }: { problem: Problem | null }) {
  const t = useTranslations('billing.pricing');
  return (
    <Field
      id="price-from"
      name="from"
      type="date"
      label={t('from')}
      hint={t('fromHint')}
      error={fieldError(problem, 'validFrom')}
    />
  );
}

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
          perGb: textOf(form, 'perGb').replace(',', '.').trim(),
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
          <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
            <Field
              id="price-per-gb"
              name="perGb"
              label={t('perGb')}
              inputMode="decimal"
              autoComplete="off"
              data-first
              required
              className="figures"
              error={fieldError(problem, 'perGb')}
            />
            <SelectField
              id="price-currency"
              name="currency"
              label={t('currency')}
              options={currencies.map((value) => ({ value, label: value }))}
            />
          </div>
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
          perIp: textOf(form, 'perIp').replace(',', '.').trim(),
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
          <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
            <Field
              id="ip-price"
              name="perIp"
              label={t('perIp')}
              inputMode="decimal"
              autoComplete="off"
              data-first
              required
              className="figures"
              error={fieldError(problem, 'perIp')}
            />
            <SelectField
              id="ip-currency"
              name="currency"
              label={t('currency')}
              options={currencies.map((value) => ({ value, label: value }))}
            />
          </div>
          <FromField problem={problem} />
        </>
      )}
    />
  );
}

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
