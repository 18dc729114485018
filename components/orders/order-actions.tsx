'use client';

import { useActionState, useState } from 'react';
import type { OrderDto } from '@/lib/orders/schemas';
import { Field, SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { SubmitButton } from '../ui/submit-button';

export type OrderAct = 'approve' | 'cancel' | 'retry' | 'resolve';
export type OrderActAction = (before: Outcome<OrderDto> | null, form: FormData) => Promise<Outcome<OrderDto>>;

const BUTTONS: Record<
  Exclude<OrderAct, 'resolve'>,
  { label: string; pending: string; variant: 'primary' | 'outline' }
> = {
  approve: { label: 'Approve and send', pending: 'Sending…', variant: 'primary' },
  retry: { label: 'Send again with the same reference', pending: 'Sending…', variant: 'primary' },
  cancel: { label: 'Cancel order', pending: 'Cancelling…', variant: 'outline' },
};

/** What the reader may do with an order in its present state. */
export function OrderActions({
  order,
  acts,
  action,
}: {
  order: OrderDto;
  acts: readonly OrderAct[];
  action: OrderActAction;
}) {
  const [state, send] = useActionState(action, null);
  const [settling, setSettling] = useState(false);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {acts.map((act) =>
          act === 'resolve' ? (
            <button
              key={act}
              type="button"
              aria-expanded={settling}
              className="button button--outline"
              onClick={() => setSettling(!settling)}
            >
              Settle by hand
            </button>
          ) : (
            <form key={act} action={send}>
              <input type="hidden" name="id" value={order.id} />
              <input type="hidden" name="act" value={act} />
              <SubmitButton variant={BUTTONS[act].variant} pendingText={BUTTONS[act].pending}>
                {BUTTONS[act].label}
              </SubmitButton>
            </form>
          ),
        )}
      </div>
      {settling && acts.includes('resolve') && <ResolveForm id={order.id} send={send} />}
      <LiveRegion>{state && !state.ok && <Notice tone="danger">{state.message}</Notice>}</LiveRegion>
    </div>
  );
}

function ResolveForm({ id, send }: { id: string; send: (form: FormData) => void }) {
  return (
    <form action={send} className="flex max-w-md flex-col gap-3 rounded-lg border border-border p-4">
      <p className="text-[0.8125rem] text-muted">
        Only after you have looked at the provider’s own list: this decides whether the customer is charged.
      </p>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="act" value="resolve" />
      <SelectField
        id="outcome"
        name="outcome"
        label="What happened"
        options={[
          { value: 'succeeded', label: 'It arrived: charge it' },
          { value: 'rejected', label: 'It did not arrive: release the money' },
        ]}
      />
      <Field id="note" name="note" label="How you know" required maxLength={1000} />
      <SubmitButton pendingText="Settling…">Settle order</SubmitButton>
    </form>
  );
}
