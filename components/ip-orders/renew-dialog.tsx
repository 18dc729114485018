'use client';

import { type FormEvent, useState } from 'react';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { LiveData } from '../ui/live-data';
import { LiveRegion } from '../ui/live-region';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError } from '../ui/use-act';
import { CustomerPicker } from './customer-picker';
import { DURATION_LABEL, PRODUCT_LABEL } from './labels';
import { readDuration } from './open-form';
import { OrderResult } from './order-result';
import { OrderReview } from './order-review';
import { TypedIps } from './typed-ips';
import type { IpOrderActions, IpSource, RenewDraft } from './types';
import { useIpOrder } from './use-ip-order';

const DURATIONS = Object.entries(DURATION_LABEL).map(([value, label]) => ({ value, label }));

function IpList({ ips }: { ips: readonly string[] }) {
  return (
    <ul className="figures flex max-h-32 flex-wrap gap-1.5 overflow-y-auto font-mono text-xs" aria-label="Chosen IPs">
      {ips.map((ip) => (
        <li key={ip} className="rounded-md bg-default px-1.5 py-0.5">
          {ip}
        </li>
      ))}
    </ul>
  );
}

/** Renews the chosen IPs of one product in three steps: term, review, result. */
export function RenewDialog({
  start,
  sources = [],
  customerRequired,
  actions,
  onClose,
}: {
  /** The IPs and what is known of them; without IPs they are typed in. */
  start: Pick<RenewDraft, 'connectionId' | 'product' | 'ips' | 'customer'>;
  sources?: readonly IpSource[];
  customerRequired: boolean;
  actions: IpOrderActions;
  /** `ordered` is true after an order was made. */
  onClose: (ordered: boolean) => void;
}) {
  const [draft, setDraft] = useState<RenewDraft>({ ...start, duration: 'month', remark: '' });
  const { step, problem, pending, dialog, toReview, confirm, toForm } = useIpOrder(
    actions.reviewRenew,
    actions.renew,
    actions.confirm,
  );
  const byHand = start.ips.length === 0;
  const count = draft.ips.length === 1 ? '1 IP' : `${draft.ips.length} IPs`;

  function submit(event: FormEvent) {
    event.preventDefault();
    toReview(draft);
  }

  return (
    <Dialog
      title={byHand ? 'Renew IPs' : `Renew ${count}`}
      onClose={() => onClose(step.name === 'done')}
      dismissable={!pending || step.name === 'done'}
    >
      {step.name === 'form' && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          {byHand ? (
            <TypedIps draft={draft} sources={sources} onChange={setDraft} error={fieldError(problem, 'ips')} />
          ) : (
            <IpList ips={draft.ips} />
          )}
          <SelectField
            id="renew-duration"
            label="Longer by"
            autoFocus={!byHand}
            value={draft.duration}
            onChange={(event) => setDraft({ ...draft, duration: readDuration(event.target.value) })}
            options={DURATIONS}
          />
          <CustomerPicker
            value={draft.customer}
            onChange={(customer) => setDraft({ ...draft, customer })}
            find={actions.findCustomers}
            required={customerRequired}
          />
          <Field
            id="renew-remark"
            label="Remark (optional)"
            maxLength={150}
            autoComplete="off"
            value={draft.remark}
            onChange={(event) => setDraft({ ...draft, remark: event.target.value })}
          />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {pending ? 'Checking…' : 'Review'}
          </button>
        </form>
      )}
      {(step.name === 'review' || step.name === 'lost') && (
        <OrderReview
          head={`Renew ${count}`}
          facts={[
            { label: 'Product', value: PRODUCT_LABEL[draft.product] },
            { label: 'Longer by', value: DURATION_LABEL[draft.duration] },
            { label: 'Customer', value: draft.customer?.name ?? 'None: the house pays' },
            ...(draft.remark === '' ? [] : [{ label: 'Remark', value: draft.remark }]),
            { label: 'IPs', value: <IpList ips={draft.ips} /> },
          ]}
          review={step.review}
          confirmText="Confirm renewal"
          lost={step.name === 'lost'}
          pending={pending}
          onBack={toForm}
          onConfirm={() => confirm(draft, step.review)}
        />
      )}
      <ProblemNotice problem={problem} shown={byHand ? ['ips'] : []} className="mt-4" />
      <LiveRegion>
        {step.name === 'done' && (
          <LiveData>
            <OrderResult first={step.order} onClose={() => onClose(true)} />
          </LiveData>
        )}
      </LiveRegion>
      {dialog}
    </Dialog>
  );
}
