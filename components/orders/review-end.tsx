'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Notice } from '../ui/notice';

/** Where a review stands, and what leads on from it. */
export type ReviewStep = {
  /** Sent, but the answer did not come back. */
  lost: boolean;
  pending: boolean;
  onBack: () => void;
  onConfirm: () => void;
};

/**
 * What is to be ordered, large. It takes the focus, and not the button: a second Enter meant for the form must not send the
 * order.
 */
export function ReviewHead({ children }: { children: ReactNode }) {
  const head = useRef<HTMLParagraphElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <p ref={head} tabIndex={-1} className="text-3xl font-semibold tracking-tight outline-none">
      {children}
    </p>
  );
}

/** The end of every review: what a lost answer means, the way back and the confirmation. */
export function ReviewEnd({
  step: { lost, pending, onBack, onConfirm },
  confirmText,
  ready = true,
}: {
  step: ReviewStep;
  confirmText: string;
  /** False while something above has to be ticked first. */
  ready?: boolean;
}) {
  const t = useTranslations('orders.client');
  return (
    <>
      {lost && (
        <Notice tone="warning" role="alert" title={t('review.lostTitle')}>
          {t('review.lost')}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {!lost && (
          <button type="button" className="button button--ghost" disabled={pending} onClick={onBack}>
            {t('review.back')}
          </button>
        )}
        <button type="button" className="button button--primary" disabled={pending || !ready} onClick={onConfirm}>
          {pending ? t('review.sending') : lost ? t('review.askAgain') : confirmText}
        </button>
      </div>
    </>
  );
}
