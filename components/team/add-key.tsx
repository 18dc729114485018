'use client';

import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type Confirm, useConfirmedAct } from '../auth/use-confirmed-act';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { ProblemNotice } from '../ui/problem-notice';
import { SecretOnce } from '../ui/secret-once';
import { fieldError } from '../ui/use-act';
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
  const [draft, setDraft] = useState<KeyDraft>({ name: '', owner: 'viewer' });
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const { act, pending, problem, dialog } = useConfirmedAct(confirm);

  function submit(event: FormEvent) {
    event.preventDefault();
    act(() => add(draft), setMade);
  }

  return (
    <Dialog title={made ? `Key ${made.name}` : 'New API key'} onClose={onClose} dismissable={!pending && !made}>
      {!made && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            id="key-name"
            label="Name"
            hint="What will use it"
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
            label="Acts as"
            value={draft.owner}
            onChange={(event) => setDraft({ ...draft, owner: event.target.value })}
            options={[
              { value: 'viewer', label: 'Viewer: reads everything' },
              { value: 'admin', label: 'Administrator: everything' },
              ...agents.map((agent) => ({ value: agent.id, label: `Agent ${agent.name}` })),
            ]}
          />
          <ProblemNotice problem={problem} shown={['name']} />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {pending ? 'Making…' : 'Make key'}
          </button>
        </form>
      )}
      {dialog}
      <LiveRegion>
        {made && (
          <div className="flex flex-col gap-4">
            <SecretOnce label="API key" secret={made.key} />
            <button type="button" className="button button--primary self-end" onClick={onClose}>
              Close
            </button>
          </div>
        )}
      </LiveRegion>
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
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        New key
      </button>
      {open && <AddKeyDialog agents={agents} add={add} confirm={confirm} onClose={() => setOpen(false)} />}
    </>
  );
}
