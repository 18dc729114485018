'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { type Confirm, useConfirmedAct } from '../auth/use-confirmed-act';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError } from '../ui/use-act';
import { SecretEnd } from './secret-end';
import type { AgentChoice, KeyDraft, TeamActions } from './types';

function AddKeyDialog({
  agents,
  add,
  confirm,
  onClose,
}: {
  agents: readonly AgentChoice[];
  add: TeamActions['addKey'];
  confirm: Confirm;
  onClose: () => void;
}) {
  const t = useTranslations('team.client');
  const [draft, setDraft] = useState<KeyDraft>({ name: '', owner: 'viewer' });
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const { act, pending, problem, dialog } = useConfirmedAct(confirm);

  function submit(event: FormEvent) {
    event.preventDefault();
    act(() => add(draft), setMade);
  }

  return (
    <Dialog
      title={made ? t('keyTitle', { name: made.name }) : t('newKeyTitle')}
      onClose={onClose}
      dismissable={!pending && !made}
    >
      {!made && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            id="key-name"
            label={t('name')}
            hint={t('keyHint')}
            required
            maxLength={100}
            autoFocus
            autoComplete="off"
            value={draft.name}
            error={fieldError(problem, 'name')}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
          <SelectField
            id="key-owner"
            label={t('actsAs')}
            value={draft.owner}
            onChange={(event) => setDraft({ ...draft, owner: event.target.value })}
            options={[
              { value: 'viewer', label: t('viewerReads') },
              { value: 'admin', label: t('adminAll') },
              ...agents.map((agent) => ({ value: agent.id, label: t('agentNamed', { name: agent.name }) })),
            ]}
          />
          <ProblemNotice problem={problem} shown={['name']} />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {pending ? t('making') : t('makeKey')}
          </button>
        </form>
      )}
      {dialog}
      <SecretEnd label={t('apiKey')} secret={made?.key ?? null} onClose={onClose} />
    </Dialog>
  );
}

/** Makes a key for the HTTP API; it is shown once. */
export function AddKeyButton({
  agents,
  add,
  confirm,
}: {
  agents: readonly AgentChoice[];
  add: TeamActions['addKey'];
  confirm: Confirm;
}) {
  const t = useTranslations('team.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t('newKey')}
      </button>
      {open && <AddKeyDialog agents={agents} add={add} confirm={confirm} onClose={() => setOpen(false)} />}
    </>
  );
}
