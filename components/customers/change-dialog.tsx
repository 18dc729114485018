'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

/** What is changed of each: empty texts change nothing, `agentId` null leaves the agent. */
export type ManyDraft = { ids: string[]; agentId: string | null; addTags: string; removeTags: string };
export type ManyChanged = { changed: number; failed: { name: string; message: string }[] };
export type ChangeCustomers = (draft: ManyDraft) => Promise<Outcome<ManyChanged>>;

const KEEP = 'keep';

/** Changes agent and tags of several customers; says of each that could not be changed why. */
export function ChangeDialog({
  ids,
  agents,
  change,
  onDone,
  onClose,
}: {
  ids: string[];
  agents: readonly { id: string; name: string }[];
  change: ChangeCustomers;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('customers.many');
  const { act, pending, problem } = useAct();
  const [result, setResult] = useState<ManyChanged | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const agentId = text('agentId');
    act(
      () =>
        change({
          ids,
          agentId: agents.length === 0 || agentId === KEEP ? null : agentId,
          addTags: text('addTags'),
          removeTags: text('removeTags'),
        }),
      (changed) => {
        setResult(changed);
        onDone();
      },
    );
  }

  return (
    <Dialog title={t('title', { count: ids.length })} onClose={onClose} dismissable={!pending}>
      {!result && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          {agents.length > 0 && (
            <SelectField
              id="many-agent"
              name="agentId"
              label={t('agent')}
              defaultValue={KEEP}
              options={[
                { value: KEEP, label: t('keepAgent') },
                { value: '', label: t('house') },
                ...agents.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
          <Field id="many-add" name="addTags" label={t('addTags')} hint={t('tagsHint')} autoComplete="off" data-first />
          <Field id="many-remove" name="removeTags" label={t('removeTags')} autoComplete="off" />
          <ProblemNotice problem={problem} />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {pending ? t('saving') : t('save')}
          </button>
        </form>
      )}
      <LiveRegion>
        {result && (
          <div className="flex flex-col gap-3">
            <Notice>{t('done', { count: result.changed })}</Notice>
            {result.failed.length > 0 && (
              <Notice tone="danger">
                {t('failed', { count: result.failed.length })}
                <ul className="mt-1 list-disc ps-5">
                  {result.failed.map((failure) => (
                    <li key={failure.name}>
                      {failure.name}: {failure.message}
                    </li>
                  ))}
                </ul>
              </Notice>
            )}
          </div>
        )}
      </LiveRegion>
    </Dialog>
  );
}
