'use client';

import { useEffect, useRef } from 'react';
import type { PreviewDto } from '@/lib/orders/schemas';
import { AsOf } from '../ui/as-of';
import { Facts } from '../ui/facts';
import { type ByteBase, groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { Quantity } from '../ui/quantity';
import { SimilarOrders } from './similar-orders';
import type { TopUpDraft } from './top-up-types';

function price(preview: PreviewDto) {
  if (preview.price) {
    return (
      <>
        <Money money={preview.price} className="font-medium" />
        {preview.pricePerGb && (
          <span className="ms-2 text-xs text-muted">
            <Money money={preview.pricePerGb} /> a GB
          </span>
        )}
      </>
    );
  }
  return <span className="text-muted">{preview.available ? 'No price is set' : 'Nobody is charged'}</span>;
}

/** Step two: what exactly will happen, before it happens. */
export function TopUpReview({
  preview,
  draft,
  accountLabel,
  base,
  lost,
  pending,
  onBack,
  onConfirm,
}: {
  preview: PreviewDto;
  draft: TopUpDraft;
  accountLabel: string;
  base: ByteBase;
  lost: boolean;
  pending: boolean;
  onBack: () => void;
  onConfirm: () => void;
}) {
  // Not the button: a second Enter meant for the amount must not send the order.
  const amount = useRef<HTMLParagraphElement>(null);
  useEffect(() => amount.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4">
      <p ref={amount} tabIndex={-1} className="outline-none text-3xl font-semibold tracking-tight">
        <span className="figures">+{groupDigits(preview.amountGb)}</span>
        <span className="ms-1.5 text-lg text-muted">GB</span>
        <span className="figures ms-3 text-sm font-normal tracking-normal text-muted">= {preview.units}</span>
      </p>
      <Facts
        items={[
          { label: 'Account', value: accountLabel },
          {
            label: 'Residual',
            value: (
              <>
                <Quantity bytes={preview.residualBeforeBytes} base={base} /> →{' '}
                <Quantity bytes={preview.residualAfterBytes} base={base} className="font-medium" />{' '}
                <AsOf at={preview.residualAsOf} />
              </>
            ),
          },
          { label: 'Price', value: price(preview) },
          ...(preview.available ? [{ label: 'To spend', value: <Money money={preview.available} /> }] : []),
          ...(draft.note === '' ? [] : [{ label: 'Note', value: draft.note }]),
        ]}
      />
      <SimilarOrders similar={preview.similar} said="This account was topped up in the last ten minutes:" />
      {!preview.enough && (
        <Notice tone="danger">
          The wallet does not hold enough for this. Add a payment or raise the credit limit.
        </Notice>
      )}
      {preview.needsApproval && <Notice>This amount has to be approved by an administrator before it is sent.</Notice>}
      {lost && (
        <Notice tone="warning" role="alert" title="The answer got lost on the way">
          The top-up may have been made. Asking again is safe: it is the same order, and never a second one.
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {!lost && (
          <button type="button" className="button button--ghost" disabled={pending} onClick={onBack}>
            Back
          </button>
        )}
        <button type="button" className="button button--primary" disabled={pending} onClick={onConfirm}>
          {pending ? 'Sending…' : lost ? 'Ask again' : 'Confirm top-up'}
        </button>
      </div>
    </div>
  );
}
