'use client';

import { useState } from 'react';
import type { PreviewDto } from '@/lib/orders/schemas';
import { Facts } from '../ui/facts';
import type { ByteBase } from '../ui/format';
import { Quantity } from '../ui/quantity';

/** What a deduct will leave. Below zero it asks a second time. */
export function DeductReview({
  preview,
  reason,
  base,
  pending,
  onBack,
  onConfirm,
}: {
  preview: PreviewDto;
  reason: string;
  base: ByteBase;
  pending: boolean;
  onBack: () => void;
  onConfirm: () => void;
}) {
  const [sure, setSure] = useState(false);
  const before = preview.residualBeforeBytes;
  const after = before === null ? null : before - preview.bytes;
  const belowZero = after !== null && after < 0;
  return (
    <div className="flex flex-col gap-4">
      <Facts
        items={[
          { label: 'Take back', value: `${preview.amountGb} GB = ${preview.units}` },
          {
            label: 'Residual',
            value: (
              <>
                <Quantity bytes={before} base={base} /> → <Quantity bytes={after} base={base} className="font-medium" />
              </>
            ),
          },
          { label: 'Reason', value: reason },
        ]}
      />
      {belowZero && (
        <label className="flex items-start gap-2 text-sm">
          <input type="checkbox" className="mt-1" checked={sure} onChange={(event) => setSure(event.target.checked)} />
          This is more than what is left. Send it all the same.
        </label>
      )}
      <div className="flex justify-end gap-2">
        <button type="button" className="button button--ghost" disabled={pending} onClick={onBack}>
          Back
        </button>
        <button
          type="button"
          className="button button--primary"
          disabled={pending || (belowZero && !sure)}
          onClick={onConfirm}
        >
          {pending ? 'Sending…' : 'Confirm deduct'}
        </button>
      </div>
    </div>
  );
}
