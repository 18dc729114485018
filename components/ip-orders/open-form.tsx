'use client';

import type { FormEvent } from 'react';
import { Field, SelectField } from '../ui/field';
import { fieldError, type Problem } from '../ui/use-act';
import { CustomerPicker } from './customer-picker';
import { DURATION_LABEL, POOL_TAGS, PRODUCT_LABEL } from './labels';
import type { IpOrderActions, IpSource, OpenDraft } from './types';

const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

const POOLS = [{ value: '', label: 'The provider’s own choice' }].concat(
  POOL_TAGS.map((tag, index) => ({ value: String(index + 1), label: `${tag} (${index + 1})` })),
);

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
  const set = (part: Partial<OpenDraft>) => onChange({ ...draft, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    onReview();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {sources.length > 1 && (
        <SelectField
          id="ip-connection"
          label="Connection"
          value={draft.connectionId}
          onChange={(event) => set({ connectionId: event.target.value })}
          options={sources.map((source) => ({ value: source.id, label: source.name }))}
        />
      )}
      <div className="grid grid-cols-2 gap-4">
        <SelectField
          id="ip-product"
          label="Product"
          value={draft.product}
          onChange={(event) => set({ product: event.target.value === 'isp' ? 'isp' : 'static' })}
          options={options(PRODUCT_LABEL)}
        />
        <Field
          id="ip-region"
          label="Region"
          hint="The provider’s code, e.g. us"
          required
          maxLength={40}
          list="ip-regions"
          autoComplete="off"
          autoCapitalize="none"
          value={draft.region}
          error={fieldError(problem, 'region')}
          onChange={(event) => set({ region: event.target.value })}
        />
        <SelectField
          id="ip-duration"
          label="Duration"
          value={draft.duration}
          onChange={(event) => set({ duration: readDuration(event.target.value) })}
          options={options(DURATION_LABEL)}
        />
        <Field
          id="ip-quantity"
          label="Number of IPs"
          inputMode="numeric"
          required
          pattern="\d{1,4}"
          title="A whole number from 1 to 1,000"
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
        label="Pool tag"
        value={draft.poolTag}
        onChange={(event) => set({ poolTag: event.target.value })}
        options={POOLS}
      />
      <CustomerPicker
        value={draft.customer}
        onChange={(customer) => set({ customer })}
        find={find}
        required={customerRequired}
      />
      <Field
        id="ip-remark"
        label="Remark (optional)"
        hint="Goes to the provider behind our own reference"
        maxLength={150}
        autoComplete="off"
        value={draft.remark}
        error={fieldError(problem, 'remark')}
        onChange={(event) => set({ remark: event.target.value })}
      />
      <button type="submit" className="button button--primary self-end" disabled={pending}>
        {pending ? 'Checking…' : 'Review'}
      </button>
    </form>
  );
}

/** A value of the duration's choice. */
export function readDuration(value: string): OpenDraft['duration'] {
  return value === 'week' || value === 'quarter' ? value : 'month';
}
