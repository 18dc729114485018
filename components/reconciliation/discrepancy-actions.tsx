'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { Field, SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { SubmitButton } from '../ui/submit-button';

type DiscrepancyAct = 'explain' | 'adopt';
type DiscrepancyAction = (before: Outcome<null> | null, form: FormData) => Promise<Outcome<null>>;

/** What an admin may do with an open difference. */
export function DiscrepancyActions({
  id,
  acts,
  action,
}: {
  id: string;
  acts: readonly DiscrepancyAct[];
  action: DiscrepancyAction;
}) {
  const t = useTranslations('reconciliation.client');
  const [state, send, pending] = useActionState(action, null);
  const [chosen, setChosen] = useState<DiscrepancyAct | null>(null);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {acts.map((act) => (
          <button
            key={act}
            type="button"
            aria-expanded={chosen === act}
            className="button button--outline button--sm"
            onClick={() => setChosen(chosen === act ? null : act)}
          >
            {t(act)}
          </button>
        ))}
      </div>
      {chosen && (
        <form action={send} className="flex max-w-md flex-col gap-3 rounded-lg border border-border p-4">
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="act" value={chosen} />
          {chosen === 'adopt' ? <AdoptFields id={id} /> : <ExplainFields id={id} />}
          <SubmitButton pendingText={t('saving')}>{t(chosen)}</SubmitButton>
        </form>
      )}
      <LiveRegion>{!pending && state && !state.ok && <Notice tone="danger">{state.message}</Notice>}</LiveRegion>
    </div>
  );
}

function ExplainFields({ id }: { id: string }) {
  const t = useTranslations('reconciliation.client');
  return <Field id={`note-${id}`} name="note" label={t('note')} hint={t('noteHint')} required maxLength={1000} />;
}

function AdoptFields({ id }: { id: string }) {
  const t = useTranslations('reconciliation.client');
  return (
    <>
      <p className="text-[0.8125rem] text-muted">{t('adoptHint')}</p>
      <SelectField
        id={`charge-${id}`}
        name="charge"
        label={t('money')}
        options={[
          { value: 'no', label: t('chargeNobody') },
          { value: 'yes', label: t('chargePayer') },
        ]}
      />
    </>
  );
}
