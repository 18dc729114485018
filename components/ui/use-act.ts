'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import type { Outcome } from './outcome';

/** Why something was not done. `lost`: nobody knows whether it was, since the answer did not come back. */
export type Problem = {
  message: string;
  fields: Readonly<Record<string, string>>;
  lost: boolean;
  retryAfterSeconds?: number | null;
};

/** Sends something to the server: whether it is under way, and why it was not done. */
export function useAct(lostMessage?: string) {
  const t = useTranslations('ui');
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);

  function act<Data>(run: () => Promise<Outcome<Data>>, done: (data: Data) => void): void {
    setProblem(null);
    startTransition(async () => {
      try {
        const outcome = await run();
        if (outcome.ok) done(outcome.data);
        else {
          const { message, fields = {}, retryAfterSeconds = null } = outcome;
          setProblem({ message: message || t('notRight'), fields, lost: false, retryAfterSeconds });
        }
      } catch {
        setProblem({ message: lostMessage ?? t('answerLost'), fields: {}, lost: true });
      }
    });
  }

  return { act, pending, problem };
}

/** What is wrong with a field; `amount` also stands for `amount.currency`. */
export function fieldError(problem: Problem | null, name: string): string | undefined {
  return Object.entries(problem?.fields ?? {}).find(([path]) => path === name || path.startsWith(`${name}.`))?.[1];
}
