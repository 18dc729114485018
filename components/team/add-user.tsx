'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../ui/dialog';
import { Field, SelectField } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';
import { SecretEnd } from './secret-end';
import type { AgentChoice, Role, TeamActions, UserDraft } from './types';

const ROLES: readonly Role[] = ['viewer', 'admin', 'agent'];

const WAYS = ['link', 'password'] as const;

function AddUserDialog({
  agents,
  add,
  invite,
  onClose,
}: {
  agents: readonly AgentChoice[];
  add: TeamActions['addUser'];
  invite: TeamActions['invite'];
  onClose: () => void;
}) {
  const t = useTranslations('team.client');
  const [draft, setDraft] = useState<UserDraft>({ email: '', name: '', role: 'viewer', agentId: agents[0]?.id ?? '' });
  const [way, setWay] = useState('link');
  const [made, setMade] = useState<{ email: string; label: string; secret: string } | null>(null);
  const { act, pending, problem } = useAct();
  const set = (part: Partial<UserDraft>) => setDraft({ ...draft, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (way === 'link') {
      act(
        () => invite(draft),
        ({ email, link }) => setMade({ email, label: t('inviteLink'), secret: link }),
      );
    } else {
      act(
        () => add(draft),
        ({ email, password }) => setMade({ email, label: t('password'), secret: password ?? '' }),
      );
    }
  }

  return (
    <Dialog title={made?.email ?? t('addUserTitle')} onClose={onClose} dismissable={!pending && !made}>
      {!made && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            id="new-user-email"
            label={t('mail')}
            type="email"
            required
            autoFocus
            autoComplete="off"
            value={draft.email}
            error={fieldError(problem, 'email')}
            onChange={(event) => set({ email: event.target.value })}
          />
          <Field
            id="new-user-name"
            label={t('nameOptional')}
            maxLength={200}
            autoComplete="off"
            value={draft.name}
            error={fieldError(problem, 'name')}
            onChange={(event) => set({ name: event.target.value })}
          />
          <SelectField
            id="new-user-role"
            label={t('role')}
            hint={t(`meaning.${draft.role}`)}
            value={draft.role}
            onChange={(event) => set({ role: ROLES.find((role) => role === event.target.value) ?? 'viewer' })}
            options={ROLES.filter((role) => role !== 'agent' || agents.length > 0).map((role) => ({
              value: role,
              label: t(`roles.${role}`),
            }))}
          />
          {draft.role === 'agent' && (
            <SelectField
              id="new-user-agent"
              label={t('agent')}
              value={draft.agentId}
              error={fieldError(problem, 'agentId')}
              onChange={(event) => set({ agentId: event.target.value })}
              options={agents.map((agent) => ({ value: agent.id, label: agent.name }))}
            />
          )}
          <SelectField
            id="new-user-way"
            label={t('firstSignIn')}
            value={way}
            onChange={(event) => setWay(event.target.value)}
            options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
          />
          <ProblemNotice problem={problem} shown={['email', 'name']} />
          <button type="submit" className="button button--primary self-end" disabled={pending}>
            {pending ? t('adding') : way === 'link' ? t('invite') : t('addUser')}
          </button>
        </form>
      )}
      <SecretEnd label={made?.label ?? ''} secret={made?.secret ?? null} onClose={onClose} />
    </Dialog>
  );
}

/** Invites a person by a link, or adds one with a password; either is shown once. */
export function AddUserButton({
  agents,
  add,
  invite,
}: {
  agents: readonly AgentChoice[];
  add: TeamActions['addUser'];
  invite: TeamActions['invite'];
}) {
  const t = useTranslations('team.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t('addUser')}
      </button>
      {open && <AddUserDialog agents={agents} add={add} invite={invite} onClose={() => setOpen(false)} />}
    </>
  );
}
