'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

/** Leaves out what is not ordered yet. */
export function BulkCancel({
  id,
  text,
  cancel,
}: {
  id: string;
  text: string;
  cancel: (id: string) => Promise<Outcome<unknown>>;
}) {
  const t = useTranslations('bulk.client');
  const { act, pending, problem } = useAct();
  const router = useRouter();
  return (
    <div className="flex flex-col items-start gap-3">
      <button
        type="button"
        className="button button--outline"
        disabled={pending}
        onClick={() =>
          act(
            () => cancel(id),
            () => router.refresh(),
          )
        }
      >
        {pending ? t('start.oneMoment') : text}
      </button>
      <ProblemNotice problem={problem} />
    </div>
  );
}
