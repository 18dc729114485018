'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AgentDto } from '@/lib/customers/schemas';
import { Dialog } from '../ui/dialog';
import { useAct } from '../ui/use-act';
import { AgentForm } from './agent-form';
import type { AgentDraft, TeamActions } from './types';

const EMPTY: AgentDraft = {
  name: '',
  email: '',
  currency: 'USD',
  creditLimit: '',
  pricePerGb: '',
  approvalAboveGb: '',
  dailyCapGb: '',
};

function draftOf(agent: AgentDto): AgentDraft {
  return {
    name: agent.name,
    email: agent.email,
    currency: agent.currency,
    creditLimit: agent.creditLimit.amount,
    pricePerGb: agent.pricePerGb?.amount ?? '',
    approvalAboveGb: agent.approvalAboveGb ?? '',
    dailyCapGb: agent.dailyCapGb ?? '',
  };
}

function AgentDialog({
  title,
  start,
  isNew,
  save,
  onClose,
}: {
  title: string;
  start: AgentDraft;
  isNew: boolean;
  save: TeamActions['addAgent'];
  onClose: () => void;
}) {
  const t = useTranslations('team.client');
  const [draft, setDraft] = useState(start);
  const { act, pending, problem } = useAct();
  return (
    <Dialog title={title} onClose={onClose} dismissable={!pending}>
      {!isNew && <p className="mb-4 text-[0.8125rem] text-muted">{t('agentTerms', { currency: draft.currency })}</p>}
      <AgentForm
        draft={draft}
        onChange={setDraft}
        onSubmit={() => act(() => save(draft), onClose)}
        isNew={isNew}
        pending={pending}
        problem={problem}
      />
    </Dialog>
  );
}

/** Adds an agent with its wallet. */
export function AddAgentButton({ add }: { add: TeamActions['addAgent'] }) {
  const t = useTranslations('team.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t('addAgent')}
      </button>
      {open && <AgentDialog title={t('addAgentTitle')} start={EMPTY} isNew save={add} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Changes an agent's terms. */
export function EditAgentButton({ agent, change }: { agent: AgentDto; change: TeamActions['changeAgent'] }) {
  const t = useTranslations('team.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--outline button--sm" onClick={() => setOpen(true)}>
        {t('edit')}
        <span className="sr-only"> {agent.name}</span>
      </button>
      {open && (
        <AgentDialog
          title={agent.name}
          start={draftOf(agent)}
          isNew={false}
          save={(draft) => change(agent.id, draft)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
