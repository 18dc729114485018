'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import type { OrderDto } from '@/lib/orders/schemas';
import { Field, SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { SubmitButton } from '../ui/submit-button';

export type OrderAct = 'approve' | 'cancel' | 'retry' | 'resolve';
type OrderActAction = (before: Outcome<OrderDto> | null, form: FormData) => Promise<Outcome<OrderDto>>;

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
  const t = useTranslations('orders.client');
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
              {t('actions.resolve')}
            </button>
          ) : (
            <form key={act} action={send}>
              <input type="hidden" name="id" value={order.id} />
              <input type="hidden" name="act" value={act} />
              <SubmitButton
                variant={act === 'cancel' ? 'outline' : 'primary'}
                pendingText={act === 'cancel' ? t('actions.cancelling') : t('actions.sending')}
              >
                {t(`actions.${act}`)}
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
  const t = useTranslations('orders.client');
  return (
    <form action={send} className="flex max-w-md flex-col gap-3 rounded-lg border border-border p-4">
      <p className="text-[0.8125rem] text-muted">{t('actions.resolveHint')}</p>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="act" value="resolve" />
      <SelectField
        id="outcome"
        name="outcome"
        label={t('actions.outcome')}
        options={[
          { value: 'succeeded', label: t('actions.succeeded') },
          { value: 'rejected', label: t('actions.rejected') },
        ]}
      />
      <Field id="note" name="note" label={t('actions.note')} required maxLength={1000} />
      <SubmitButton pendingText={t('actions.settling')}>{t('actions.settle')}</SubmitButton>
    </form>
  );
}
