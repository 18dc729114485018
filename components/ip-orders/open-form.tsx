'use client';

import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Field, SelectField } from '../ui/field';
import { fieldError, type Problem } from '../ui/use-act';
import { ConnectionField, DurationField, ProductField } from './choice-fields';
import { CustomerPicker } from './customer-picker';
import { POOL_NUMBERS, usePoolTag } from './labels';
import type { IpOrderActions, IpSource, OpenDraft } from './types';

/** Step one: which IPs, how many, for how long, for whom. */
export function OpenForm({
  sources,
  regions,
  draft,
  onChange,
  onReview,
  find,
  customerRequired,
  pending,
  problem,
}: {
  sources: readonly IpSource[];
  /** Regions that were ordered before, as suggestions. */
  regions: readonly string[];
  draft: OpenDraft;
  onChange: (draft: OpenDraft) => void;
  onReview: () => void;
  find: IpOrderActions['findCustomers'];
  customerRequired: boolean;
  pending: boolean;
  problem: Problem | null;
}) {
  const t = useTranslations('ipOrders.client');
  const poolTag = usePoolTag();
  const set = (part: Partial<OpenDraft>) => onChange({ ...draft, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    onReview();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <ConnectionField
        id="ip-connection"
        sources={sources}
        value={draft.connectionId}
        onChange={(connectionId) => set({ connectionId })}
      />
      <div className="grid grid-cols-2 gap-4">
        <ProductField id="ip-product" value={draft.product} onChange={(product) => set({ product })} />
        <Field
          id="ip-region"
          label={t('form.region')}
          hint={t('form.regionHint')}
          required
          maxLength={40}
          list="ip-regions"
          autoComplete="off"
          autoCapitalize="none"
          value={draft.region}
          error={fieldError(problem, 'region')}
          onChange={(event) => set({ region: event.target.value })}
        />
        <DurationField
          id="ip-duration"
          label={t('form.duration')}
          value={draft.duration}
          onChange={(duration) => set({ duration })}
        />
        <Field
          id="ip-quantity"
          label={t('form.quantity')}
          inputMode="numeric"
          required
          pattern="\d{1,4}"
          title={t('form.quantityHint')}
          className="figures"
          autoComplete="off"
          value={draft.quantity}
          error={fieldError(problem, 'quantity')}
          onChange={(event) => set({ quantity: event.target.value.trim() })}
        />
      </div>
      <datalist id="ip-regions">
        {regions.map((region) => (
          <option key={region} value={region} />
        ))}
      </datalist>
      <SelectField
        id="ip-pool"
        label={t('form.pool')}
        value={draft.poolTag}
        onChange={(event) => set({ poolTag: event.target.value })}
        options={[
          { value: '', label: t('form.ownChoice') },
          ...POOL_NUMBERS.map((value) => ({ value, label: poolTag(value) })),
        ]}
      />
      <CustomerPicker
        value={draft.customer}
        onChange={(customer) => set({ customer })}
        find={find}
        required={customerRequired}
      />
      <Field
        id="ip-remark"
        label={t('form.remarkOptional')}
        hint={t('form.remarkHint')}
        maxLength={150}
        autoComplete="off"
        value={draft.remark}
        error={fieldError(problem, 'remark')}
        onChange={(event) => set({ remark: event.target.value })}
      />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? t('form.checking') : t('form.review')}
      </button>
    </form>
  );
}
