'use client';

import { type FormEvent, useState } from 'react';
import type { UserDto } from '@/lib/auth/schemas';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { ProblemNotice } from '../ui/problem-notice';
import { SecretOnce } from '../ui/secret-once';
import { fieldError, useAct } from '../ui/use-act';
import { InvitedPersonDialog } from './invited-person';
import { ROLE_LABEL } from './labels';
import type { TeamActions } from './types';

const STATES = [
  { value: 'on', label: 'May sign in' },
  { value: 'off', label: 'Disabled: signed out everywhere' },
];

function EditUserDialog({ user, actions, onClose }: { user: UserDto; actions: TeamActions; onClose: () => void }) {
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role);
  const [disabled, setDisabled] = useState(user.disabled);
  const [password, setPassword] = useState<string | null>(null);
  const { act, pending, problem } = useAct();

  function submit(event: FormEvent) {
    event.preventDefault();
    const newRole = role === 'agent' ? null : role;
    act(() => actions.changeUser({ id: user.id, name, role: newRole, disabled }), onClose);
  }

  return (
    <Dialog title={user.email} onClose={onClose} dismissable={!pending}>
      {password === null && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            id="user-name"
            label="Name"
            required
            maxLength={200}
            autoFocus
            value={name}
            error={fieldError(problem, 'name')}
            onChange={(event) => setName(event.target.value)}
          />
          {user.role === 'agent' ? (
            <p className="text-[0.8125rem] text-muted">Signs in for the agent {user.agentName}; this cannot change.</p>
          ) : (
            <SelectField
              id="user-role"
              label="Role"
              value={role}
              onChange={(event) => setRole(event.target.value === 'admin' ? 'admin' : 'viewer')}
              options={(['admin', 'viewer'] as const).map((value) => ({ value, label: ROLE_LABEL[value] }))}
            />
          )}
          <SelectField
            id="user-state"
            label="State"
            value={disabled ? 'off' : 'on'}
            onChange={(event) => setDisabled(event.target.value === 'off')}
            options={STATES}
          />
          {user.twoFactor && (
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p className="text-[0.8125rem] text-muted">Second factor on; taking it away ends all sessions.</p>
              <button
                type="button"
                className="button button--outline button--sm"
                disabled={pending}
                onClick={() => act(() => actions.resetFactor(user.id), onClose)}
              >
                Take it away
              </button>
            </div>
          )}
          <ProblemNotice problem={problem} shown={['name']} />
          <div className="flex flex-wrap justify-between gap-2">
            <button
              type="button"
              className="button button--outline"
              disabled={pending}
              onClick={() =>
                act(
                  () => actions.resetPassword(user.id),
                  (made) => setPassword(made.password),
                )
              }
            >
              New password
            </button>
            <button type="submit" className="button button--primary" disabled={pending}>
              {pending ? 'Saving…' : 'Save'}
            </button>
          </div>
        </form>
      )}
      <LiveRegion>
        {password !== null && (
          <div className="flex flex-col gap-4">
            <SecretOnce label="The new password; every session of this person has ended" secret={password} />
            <button type="button" className="button button--primary self-end" onClick={onClose}>
              Close
            </button>
          </div>
        )}
      </LiveRegion>
    </Dialog>
  );
}

/** Changes a person's name, role, state or password. */
export function EditUserButton({ user, actions }: { user: UserDto; actions: TeamActions }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--outline button--sm" onClick={() => setOpen(true)}>
        Edit<span className="sr-only"> {user.name}</span>
      </button>
      {open && user.invitation && <InvitedPersonDialog user={user} actions={actions} onClose={() => setOpen(false)} />}
      {open && !user.invitation && <EditUserDialog user={user} actions={actions} onClose={() => setOpen(false)} />}
    </>
  );
}
