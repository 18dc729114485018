'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Field } from '../ui/field';
import { DurationField } from './choice-fields';
import { CustomerPicker } from './customer-picker';
import { IpList } from './ip-list';
import { TypedIps } from './typed-ips';
import type { IpOrderActions, IpSource, RenewDraft } from './types';

/** Step one of a renewal: how much longer, for whom; and which IPs, where they are typed in. */
export function RenewForm({
  byHand,
  sources,
  draft,
  onChange,
  onReview,
  find,
  customerRequired,
  pending,
  ipsError,
}: {
  byHand: boolean;
  sources: readonly IpSource[];
  draft: RenewDraft;
  onChange: (draft: RenewDraft) => void;
  onReview: () => void;
  find: IpOrderActions['findCustomers'];
  customerRequired: boolean;
  pending: boolean;
  ipsError: string | undefined;
}) {
  const t = useTranslations('ipOrders.client');

  function submit(event: FormEvent) {
    event.preventDefault();
    onReview();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {byHand ? (
        <TypedIps draft={draft} sources={sources} onChange={onChange} error={ipsError} />
      ) : (
        <IpList ips={draft.ips} />
      )}
      <DurationField
        id="renew-duration"
        label={t('form.longer')}
        first={!byHand}
        value={draft.duration}
        onChange={(duration) => onChange({ ...draft, duration })}
      />
      <CustomerPicker
        value={draft.customer}
        onChange={(customer) => onChange({ ...draft, customer })}
        find={find}
        required={customerRequired}
      />
      <Field
        id="renew-remark"
        label={t('form.remarkOptional')}
        maxLength={150}
        autoComplete="off"
        value={draft.remark}
        onChange={(event) => onChange({ ...draft, remark: event.target.value })}
      />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? t('form.checking') : t('form.review')}
      </button>
    </form>
  );
}
