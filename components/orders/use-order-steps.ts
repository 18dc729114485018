'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState, useTransition } from 'react';
import { newReference } from '@/lib/core/reference';
import type { OrderDto } from '@/lib/orders/schemas';
import { useConfirmation } from '../auth/use-confirmation';
import type { Confirm } from '../auth/use-confirmed-act';
import type { Outcome } from '../ui/outcome';
import type { Problem } from '../ui/use-act';

/** What a review must tell at least: the orders like this one that were made a moment ago. */
type Reviewed = { similar: readonly { id: string }[] };

type Step<Review> =
  | { name: 'form' }
  | { name: 'review'; review: Review }
  /** Sent, but the answer did not come back: only the very same order may be asked for again. */
  | { name: 'lost'; review: Review }
  | { name: 'done'; order: OrderDto };

/** What the frame of the dialog needs of the steps. */
export type OrderSteps<Review> = {
  step: Step<Review>;
  problem: Problem | null;
  pending: boolean;
  /** Asks for the password; belongs outside of the form. */
  dialog: ReactNode;
  confirm: (review: Review) => void;
  toForm: () => void;
};

type Verbs<Draft, Review> = {
  /** Checks the draft and says what it would do. Nothing is sent. */
  look: (draft: Draft) => Promise<Outcome<Review>>;
  /** `key` makes a second sending of the same draft the same order; `similar` are the orders that the review has shown. */
  send: (draft: Draft & { key: string; similar: string[] }) => Promise<Outcome<OrderDto>>;
  /** Proves again who sits here, where an order is large. */
  prove: Confirm;
};

/**
 * The steps of every order: form, review, result. The key is minted once, when the dialog opens, and kept until it is closed:
 * however often the same order is sent from here, it is one order.
 */
export function useOrderSteps<Draft, Review extends Reviewed>(
  first: Draft | (() => Draft),
  { look, send, prove }: Verbs<Draft, Review>,
): OrderSteps<Review> & { draft: Draft; setDraft: (draft: Draft) => void; toReview: () => void } {
  const t = useTranslations('orders.client');
  const { guard, dialog } = useConfirmation(prove);
  const [key] = useState(newReference);
  const [draft, setDraft] = useState(first);
  const [step, setStep] = useState<Step<Review>>({ name: 'form' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();

  function tell({ message, fields = {}, retryAfterSeconds = null }: Extract<Outcome<unknown>, { ok: false }>) {
    setProblem({ message, fields, lost: false, retryAfterSeconds });
  }

  function toReview() {
    setProblem(null);
    startTransition(async () => {
      try {
        const outcome = await look(draft);
        if (outcome.ok) setStep({ name: 'review', review: outcome.data });
        else tell(outcome);
      } catch {
        setProblem({ message: t('form.unreachable'), fields: {}, lost: false });
      }
    });
  }

  function confirm(review: Review) {
    setProblem(null);
    startTransition(async () => {
      const similar = review.similar.map(({ id }) => id);
      const outcome = await guard(() => send({ ...draft, key, similar })).catch(() => null);
      if (outcome === null) return setStep({ name: 'lost', review });
      if (outcome.ok) return setStep({ name: 'done', order: outcome.data });
      tell(outcome);
      if (outcome.code === 'confirmation_needed') return;
      // Somebody was quicker: the review is shown again, with what has been made since.
      const again = outcome.code === 'similar_order' ? await look(draft).catch(() => null) : null;
      setStep(again?.ok ? { name: 'review', review: again.data } : { name: 'form' });
    });
  }

  return {
    draft,
    setDraft,
    step,
    problem,
    pending,
    dialog,
    toReview,
    confirm,
    toForm: () => setStep({ name: 'form' }),
  };
}
