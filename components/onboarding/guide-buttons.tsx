'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

/** Closes the guide for everybody; the settings bring it back. */
export function CloseGuide({ close }: { close: () => Promise<Outcome<unknown>> }) {
  const t = useTranslations('onboarding.client');
  const router = useRouter();
  const { act, pending, problem } = useAct();
  return (
    <div className="flex flex-col gap-2 max-sm:-ms-3 sm:items-end">
      <button
        type="button"
        className="button button--ghost button--sm text-muted"
        title={t('closeHint')}
        disabled={pending}
        onClick={() => act(close, () => router.refresh())}
      >
        {t('close')}
      </button>
      <ProblemNotice problem={problem} />
    </div>
  );
}

/** Notes that the chart is looked at, and leads to it, whatever came of the note. */
export function OpenUsage({ note }: { note: () => Promise<Outcome<unknown>> }) {
  const t = useTranslations('onboarding.client');
  const router = useRouter();
  const { act, pending } = useAct();
  return (
    <button
      type="button"
      className="button button--primary self-start"
      disabled={pending}
      onClick={() =>
        act(
          () => note().finally(() => router.push('/usage')),
          () => undefined,
        )
      }
    >
      {t('openUsage')}
    </button>
  );
}

/** Opens the guide again and leads to it. */
export function ShowGuide({ show }: { show: () => Promise<Outcome<unknown>> }) {
  const t = useTranslations('onboarding.client');
  const router = useRouter();
  const { act, pending, problem } = useAct();
  return (
    <div className="flex flex-col items-start gap-2">
      <button
        type="button"
        className="button button--outline"
        disabled={pending}
        onClick={() => act(show, () => router.push('/'))}
      >
        {t('show')}
      </button>
      <ProblemNotice problem={problem} />
    </div>
  );
}
