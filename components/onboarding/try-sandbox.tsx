'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

/** Connects the product's own sandbox and tests it. */
export function TrySandbox({ start }: { start: () => Promise<Outcome<unknown>> }) {
  const t = useTranslations('onboarding.client');
  const router = useRouter();
  const { act, pending, problem } = useAct();
  return (
    <>
      <button
        type="button"
        className="button button--outline"
        disabled={pending}
        onClick={() => act(start, () => router.refresh())}
      >
        {pending ? t('connecting') : t('trySandbox')}
      </button>
      <ProblemNotice problem={problem} className="w-full" />
    </>
  );
}
