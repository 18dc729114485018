'use client';

import { useState, useTransition } from 'react';
import { newReference } from '@/lib/core/reference';
import type { OrderDto } from '@/lib/orders/schemas';
import { useConfirmation } from '../auth/use-confirmation';
import type { Confirm } from '../auth/use-confirmed-act';
import type { Outcome } from '../ui/outcome';
import type { Problem } from '../ui/use-act';
import type { IpReview } from './types';

type Step =
  | { name: 'form' }
  | { name: 'review'; review: IpReview }
  /** Sent, but the answer did not come back: only the very same order may be asked for again. */
  | { name: 'lost'; review: IpReview }
  | { name: 'done'; order: OrderDto };

/**
 * The steps of an IP order: form, review, result. The key is minted once, when the dialog opens, and kept until it is
 * closed: however often the same order is sent from here, it is one order.
 */
export function useIpOrder<Draft>(
  review: (draft: Draft) => Promise<Outcome<IpReview>>,
  send: (draft: Draft & { key: string }) => Promise<Outcome<OrderDto>>,
  prove: Confirm,
) {
  const { guard, dialog } = useConfirmation(prove);
  const [key] = useState(newReference);
  const [step, setStep] = useState<Step>({ name: 'form' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();

  function refuse(outcome: { message: string; fields?: Readonly<Record<string, string>> }) {
    setProblem({ message: outcome.message, fields: outcome.fields ?? {}, lost: false });
    setStep({ name: 'form' });
  }

  function toReview(draft: Draft) {
    setProblem(null);
    startTransition(async () => {
      try {
        const outcome = await review(draft);
        if (outcome.ok) setStep({ name: 'review', review: outcome.data });
        else refuse(outcome);
      } catch {
        refuse({ message: 'The server could not be reached. Nothing was sent; try again.' });
      }
    });
  }

  function confirm(draft: Draft, reviewed: IpReview) {
    setProblem(null);
    startTransition(async () => {
      try {
        const outcome = await guard(() => send({ ...draft, key }));
        if (outcome.ok) setStep({ name: 'done', order: outcome.data });
        else if (outcome.code === 'confirmation_needed')
          setProblem({ message: outcome.message, fields: {}, lost: false });
        else refuse(outcome);
      } catch {
        setStep({ name: 'lost', review: reviewed });
      }
    });
  }

  return { step, problem, pending, dialog, toReview, confirm, toForm: () => setStep({ name: 'form' }) };
}
