'use client';

import { useTranslations } from 'next-intl';
import { ActDialogButton, decimalOf, textOf } from '../ui/act-dialog';
import { DecimalField, SelectField } from '../ui/field';
import type { Outcome } from '../ui/outcome';
import { fieldError } from '../ui/use-act';

const CURRENCIES = ['USD', 'EUR', 'CNY', 'JPY', 'HKD', 'GBP'];

type OpenWallet = (draft: {
  customerId: string;
  currency: string;
  creditLimit: string;
}) => Promise<Outcome<{ id: string }>>;

type ChangeCredit = (draft: {
  billingAccountId: string;
  currency: string;
  creditLimit: string;
}) => Promise<Outcome<{ id: string }>>;

/** Opens a wallet for a customer of the house, from which its own orders are paid. */
export function OpenWalletButton({ customerId, name, open }: { customerId: string; name: string; open: OpenWallet }) {
  const t = useTranslations('billing.wallet');
  return (
    <ActDialogButton
      look="small"
      label={t('open')}
      title={t('openTitle', { name })}
      named={['creditLimit', 'currency']}
      sendText={t('open')}
      busyText={t('busy')}
      send={(form) =>
        open({
          customerId,
          currency: textOf(form, 'currency'),
          creditLimit: decimalOf(form, 'creditLimit'),
        })
      }
      fields={(problem) => (
        <>
          <p>{t('openHint')}</p>
          <SelectField
            id="wallet-currency"
            name="currency"
            label={t('currency')}
            hint={t('currencyHint')}
            options={CURRENCIES.map((value) => ({ value, label: value }))}
            error={fieldError(problem, 'currency')}
          />
          <DecimalField
            id="wallet-credit"
            name="creditLimit"
            label={t('credit')}
            hint={t('creditHint')}
            error={fieldError(problem, 'creditLimit')}
          />
        </>
      )}
    />
  );
}

/** Changes how far a wallet may go below zero. */
export function CreditButton({
  account,
  change,
}: {
  account: { id: string; name: string; currency: string; creditLimit: string };
  change: ChangeCredit;
}) {
  const t = useTranslations('billing.wallet');
  const { id: billingAccountId, currency } = account;
  return (
    <ActDialogButton
      label={t('creditButton')}
      title={t('creditTitle', { name: account.name })}
      named={['creditLimit']}
      sendText={t('save')}
      busyText={t('busy')}
      send={(form) =>
        change({
          billingAccountId,
          currency,
          creditLimit: decimalOf(form, 'creditLimit'),
        })
      }
      fields={(problem) => (
        <DecimalField
          id="credit-limit"
          name="creditLimit"
          label={t('creditOf', { currency })}
          hint={t('creditHint')}
          data-first
          required
          defaultValue={account.creditLimit}
          error={fieldError(problem, 'creditLimit')}
        />
      )}
    />
  );
}
