'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import type { CustomerDto } from '@/lib/customers/schemas';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { LiveData } from '../ui/live-data';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import type { AssignActions } from './assign-button';

type Props = {
  accountId: string;
  accountLabel: string;
  current: { id: string; name: string } | null;
  actions: AssignActions;
  onClose: () => void;
};

async function findCustomers(q: string): Promise<Pick<CustomerDto, 'id' | 'name' | 'email'>[]> {
  const query = new URLSearchParams({ limit: '8', ...(q === '' ? {} : { q }) });
  const response = await fetch(`/api/v1/customers?${query}`);
  if (!response.ok) throw new Error(`customers: ${response.status}`);
  // The server checks its answers against the same schema.
  const page = (await response.json()) as { data: Pick<CustomerDto, 'id' | 'name' | 'email'>[] };
  return page.data;
}

const CHOICE = 'flex w-full flex-col rounded-lg px-3 py-2 text-left hover:bg-default disabled:opacity-50';

function Choose({ accountId, accountLabel, current, actions, onClose }: Props) {
  const t = useTranslations('connections.client');
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const { data = [], isPending } = useQuery({ queryKey: ['find-customers', q], queryFn: () => findCustomers(q) });
  const { act, pending, problem } = useAct();
  const newName = q === '' ? accountLabel : q;
  return (
    <div className="flex flex-col gap-3">
      <Field
        id="assign-search"
        label={t('customer')}
        type="search"
        autoComplete="off"
        placeholder={t('nameOrMail')}
        data-first
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="flex min-h-48 flex-col">
        {data.map((customer) => (
          <li key={customer.id}>
            <button
              type="button"
              className={CHOICE}
              disabled={pending || customer.id === current?.id}
              onClick={() => act(() => actions.assign(accountId, customer.id), onClose)}
            >
              <span className="font-medium wrap-anywhere">
                {customer.id === current?.id ? t('nowMark', { name: customer.name }) : customer.name}
              </span>
              {customer.email && <span className="text-xs text-muted">{customer.email}</span>}
            </button>
          </li>
        ))}
        {!isPending && data.length === 0 && <li className="px-3 py-2 text-muted">{t('noSuchCustomer')}</li>}
      </ul>
      <div className="flex flex-wrap justify-between gap-2 border-t border-separator pt-3">
        <button
          type="button"
          className="button button--outline max-w-full"
          disabled={pending}
          onClick={() => act(() => actions.assignNew(accountId, newName), onClose)}
        >
          <span className="truncate">{t('newCustomer', { name: newName })}</span>
        </button>
        {current && (
          <button
            type="button"
            className="button button--ghost"
            disabled={pending}
            onClick={() => act(() => actions.assign(accountId, null), onClose)}
          >
            {t('takeAway')}
          </button>
        )}
      </div>
      <ProblemNotice problem={problem} />
    </div>
  );
}

/** Finds the customer that an account belongs to, or makes one. Its past usage goes along. */
export function AssignDialog(props: Props) {
  const t = useTranslations('connections.client');
  return (
    <Dialog title={t('whose', { account: props.accountLabel })} onClose={props.onClose}>
      <LiveData>
        <Choose {...props} />
      </LiveData>
    </Dialog>
  );
}
