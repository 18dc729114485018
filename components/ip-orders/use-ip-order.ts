'use client';

import { useState, useTransition } from 'react';
import { newReference } from '@/lib/core/reference';
import type { OrderDto } from '@/lib/orders/schemas';
import type { Outcome } from '../ui/outcome';
import type { Problem } from '../ui/use-act';
import type { SimilarOrder } from './types';

type Step =
  | { name: 'form' }
  | { name: 'review'; similar: SimilarOrder[] }
  /** Sent, but the answer did not come back: only the very same order may be asked for again. */
  | { name: 'lost'; similar: SimilarOrder[] }
  | { name: 'done'; order: OrderDto };

/**
 * The steps of an IP order: form, review, result. The key is minted once, when the dialog opens, and kept until it is
 * closed: however often the same order is sent from here, it is one order.
 */
export function useIpOrder<Draft>(
  review: (draft: Draft) => Promise<Outcome<{ similar: SimilarOrder[] }>>,
  send: (draft: Draft & { key: string }) => Promise<Outcome<OrderDto>>,
) {
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
        if (outcome.ok) setStep({ name: 'review', similar: outcome.data.similar });
        else refuse(outcome);
      } catch {
        refuse({ message: 'The server could not be reached. Nothing was sent; try again.' });
      }
    });
  }

  function confirm(draft: Draft, similar: SimilarOrder[]) {
    setProblem(null);
    startTransition(async () => {
      try {
        const outcome = await send({ ...draft, key });
        if (outcome.ok) setStep({ name: 'done', order: outcome.data });
        else refuse(outcome);
      } catch {
        setStep({ name: 'lost', similar });
      }
    });
  }

  return { step, problem, pending, toReview, confirm, toForm: () => setStep({ name: 'form' }) };
}
