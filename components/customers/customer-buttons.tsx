'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CustomerDraft, SaveCustomer } from './customer-dialog';

const load = () => import('./customer-dialog').then((module) => module.CustomerDialog);
const CustomerDialog = dynamic(load, { ssr: false });

type Agents = readonly { id: string; name: string }[];

const EMPTY: CustomerDraft = { name: '', email: '', agentId: '', tags: '', note: '' };

/** Adds a customer and leads to its page. */
export function NewCustomerButton({ agents, save }: { agents: Agents; save: SaveCustomer }) {
  const t = useTranslations('customers.client');
  const [open, setOpen] = useState(false);
  const router = useRouter();
  return (
    <>
      <button type="button" className="button button--primary" onPointerEnter={load} onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t('newCustomer')}
      </button>
      {open && (
        <CustomerDialog
          title={t('newCustomer')}
          first={EMPTY}
          agents={agents}
          save={save}
          onSaved={(id) => router.push(`/customers/${id}`)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Changes a customer's name, mail, agent, tags and note. */
export function EditCustomerButton({
  first,
  agents,
  save,
}: {
  first: CustomerDraft;
  agents: Agents;
  save: SaveCustomer;
}) {
  const t = useTranslations('customers.client');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button--outline" onPointerEnter={load} onClick={() => setOpen(true)}>
        {t('edit')}
      </button>
      {open && (
        <CustomerDialog
          title={t('editTitle', { name: first.name })}
          first={first}
          agents={agents}
          save={save}
          onSaved={() => setOpen(false)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
