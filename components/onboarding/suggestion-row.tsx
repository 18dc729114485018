'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AssignSuggestedRequest, CandidateDto, SuggestionDto } from '@/lib/customers/suggestion-schemas';
import type { Outcome } from '../ui/outcome';

export type Target = AssignSuggestedRequest['items'][number]['to'];

const load = () => import('../connections/assign-dialog').then((module) => module.AssignDialog);
const AssignDialog = dynamic(load, { ssr: false });

const BUTTON = 'button button--sm';

/** Where accepting leads; null where a person has to choose first. */
export function targetOf({ proposal }: SuggestionDto): Target | null {
  switch (proposal.kind) {
    case 'existing':
      return { customerId: proposal.customer.id };
    case 'new':
      return { name: proposal.name, email: proposal.email };
    case 'ask':
      return null;
  }
}

function CustomerLine({ customer }: { customer: CandidateDto }) {
  const t = useTranslations('onboarding.suggest');
  const facts = [customer.email, customer.agentName === null ? null : t('agent', { name: customer.agentName })];
  return (
    <>
      <span className="block font-medium wrap-anywhere">{customer.name}</span>
      <span className="block text-xs text-muted wrap-anywhere">{facts.filter(Boolean).join(' · ') || t('house')}</span>
    </>
  );
}

function Accounts({ accounts }: { accounts: SuggestionDto['accounts'] }) {
  const t = useTranslations('onboarding.suggest');
  const shown = accounts.slice(0, 3);
  return (
    <ul className="flex flex-col gap-1">
      {shown.map((account) => (
        <li key={account.id}>
          <span className="block wrap-anywhere">{account.name}</span>
          <span className="block text-xs text-muted wrap-anywhere">
            {account.externalId === account.name ? '' : `${account.externalId} · `}
            {account.connectionName}
          </span>
        </li>
      ))}
      {accounts.length > shown.length && (
        <li className="text-xs text-muted">{t('moreAccounts', { count: accounts.length - shown.length })}</li>
      )}
    </ul>
  );
}

function Proposal({
  proposal,
  busy,
  choose,
}: {
  proposal: SuggestionDto['proposal'];
  busy: boolean;
  choose: (to: Target) => void;
}) {
  const t = useTranslations('onboarding.suggest');
  if (proposal.kind === 'existing') {
    return (
      <>
        <CustomerLine customer={proposal.customer} />
        <span className="text-xs text-accent-text">{t(proposal.by === 'mail' ? 'sameMail' : 'sameName')}</span>
      </>
    );
  }
  if (proposal.kind === 'new') {
    return (
      <>
        <span className="block font-medium wrap-anywhere">{proposal.name}</span>
        <span className="text-xs text-muted">{t('newOne')}</span>
      </>
    );
  }
  const { name, email } = proposal;
  return (
    <fieldset className="flex flex-col gap-1.5" disabled={busy}>
      <legend className="mb-1 text-xs font-medium text-warning-text">{t('which')}</legend>
      {proposal.candidates.map((customer) => (
        <button
          key={customer.id}
          type="button"
          className="rounded-lg border border-border px-2.5 py-1.5 text-left hover:bg-default"
          onClick={() => choose({ customerId: customer.id })}
        >
          <CustomerLine customer={customer} />
        </button>
      ))}
      <button
        type="button"
        className="rounded-lg border border-dashed border-border px-2.5 py-1.5 text-left text-[0.8125rem] hover:bg-default"
        onClick={() => choose({ name, email, separate: true })}
      >
        {t('another', { name })}
      </button>
    </fieldset>
  );
}

/** One proposal: accept it, choose another customer, or leave it for now. */
export function SuggestionRow({
  suggestion,
  busy,
  assign,
  skip,
}: {
  suggestion: SuggestionDto;
  busy: boolean;
  assign: (to: Target) => Promise<Outcome<unknown>>;
  skip: () => void;
}) {
  const t = useTranslations('onboarding.suggest');
  const [changing, setChanging] = useState(false);
  const { accounts, proposal } = suggestion;
  const target = targetOf(suggestion);
  const name = accounts[0]?.name ?? '';
  const accept = (to: Target) => void assign(to);
  return (
    <li className="grid items-start gap-x-4 gap-y-2 border-t border-separator px-4 py-3 sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_auto]">
      <Accounts accounts={accounts} />
      <div className="min-w-0">
        <Proposal proposal={proposal} busy={busy} choose={accept} />
      </div>
      <div className="flex flex-wrap gap-2 md:justify-end">
        {target && (
          <button
            type="button"
            className={`${BUTTON} button--outline`}
            aria-label={t('acceptOf', { account: name })}
            disabled={busy}
            onClick={() => accept(target)}
          >
            {t('accept')}
          </button>
        )}
        <button
          type="button"
          className={`${BUTTON} button--ghost`}
          aria-label={t('changeOf', { account: name })}
          disabled={busy}
          onPointerEnter={load}
          onClick={() => setChanging(true)}
        >
          {t('change')}
        </button>
        <button
          type="button"
          className={`${BUTTON} button--ghost text-muted`}
          aria-label={t('skipOf', { account: name })}
          disabled={busy}
          onClick={skip}
        >
          {t('skip')}
        </button>
      </div>
      {changing && (
        <AssignDialog
          accountId={accounts[0]?.id ?? ''}
          accountLabel={name}
          current={null}
          actions={{
            assign: (_account, customerId) => assign({ customerId: customerId ?? '' }),
            assignNew: (_account, newName) => assign({ name: newName, email: null, separate: true }),
          }}
          onClose={() => setChanging(false)}
        />
      )}
    </li>
  );
}
