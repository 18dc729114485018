'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { UserDto } from '@/lib/auth/schemas';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import { InvitedPersonDialog } from './invited-person';
import { SecretEnd } from './secret-end';
import type { TeamActions } from './types';

const STATES = ['on', 'off'] as const;

function EditUserDialog({ user, actions, onClose }: { user: UserDto; actions: TeamActions; onClose: () => void }) {
  const t = useTranslations('team.client');
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
            label={t('name')}
            required
            maxLength={200}
            autoFocus
            value={name}
            error={fieldError(problem, 'name')}
            onChange={(event) => setName(event.target.value)}
          />
          {user.role === 'agent' ? (
            <p className="text-[0.8125rem] text-muted">{t('signsInFor', { name: user.agentName ?? '' })}</p>
          ) : (
            <SelectField
              id="user-role"
              label={t('role')}
              value={role}
              onChange={(event) => setRole(event.target.value === 'admin' ? 'admin' : 'viewer')}
              options={(['admin', 'viewer'] as const).map((value) => ({ value, label: t(`roles.${value}`) }))}
            />
          )}
          <SelectField
            id="user-state"
            label={t('state')}
            value={disabled ? 'off' : 'on'}
            onChange={(event) => setDisabled(event.target.value === 'off')}
            options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
          {disabled && !user.disabled && user.role === 'admin' && (
            <p className="text-[0.8125rem] text-muted">{t('keysStay')}</p>
          )}
          {user.twoFactor && (
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p className="text-[0.8125rem] text-muted">{t('factorOn')}</p>
              <button
                type="button"
                className="button button--outline button--sm"
                disabled={pending}
                onClick={() => act(() => actions.resetFactor(user.id), onClose)}
              >
                {t('takeAway')}
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
              {t('newPassword')}
            </button>
            <button type="submit" className="button button--primary" disabled={pending}>
              {pending ? t('saving') : t('save')}
            </button>
          </div>
        </form>
      )}
      <SecretEnd label={t('newPasswordOnce')} secret={password} onClose={onClose} />
    </Dialog>
  );
}

/** Changes a person's name, role, state or password. */
export function EditUserButton({ user, actions }: { user: UserDto; actions: TeamActions }) {
  const t = useTranslations('team.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--outline button--sm" onClick={() => setOpen(true)}>
        {t('edit')}
        <span className="sr-only"> {user.name}</span>
      </button>
      {open && user.invitation && <InvitedPersonDialog user={user} actions={actions} onClose={() => setOpen(false)} />}
      {open && !user.invitation && <EditUserDialog user={user} actions={actions} onClose={() => setOpen(false)} />}
    </>
  );
}
