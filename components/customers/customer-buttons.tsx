'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { DialogButton } from '../ui/dialog-button';
import type { CustomerDraft, SaveCustomer } from './customer-dialog';

const load = () => import('./customer-dialog').then((module) => module.CustomerDialog);
const CustomerDialog = dynamic(load, { ssr: false });

type Agents = readonly { id: string; name: string }[];

const EMPTY: CustomerDraft = { name: '', email: '', agentId: '', tags: '', note: '' };

/** Adds a customer and leads to its page. */
export function NewCustomerButton({ agents, save }: { agents: Agents; save: SaveCustomer }) {
  const t = useTranslations('customers.client');
  const router = useRouter();
  return (
    <DialogButton
      className="button button--primary"
      load={load}
      dialog={(close) => (
        <CustomerDialog
          title={t('newCustomer')}
          first={EMPTY}
          agents={agents}
          save={save}
          onSaved={(id) => router.push(`/customers/${id}`)}
          onClose={close}
        />
      )}
    >
      <Plus aria-hidden="true" />
      {t('newCustomer')}
    </DialogButton>
  );
}

/** Changes a customer's name, mail, agent, tags and note. */
export function EditCustomerButton(props: { first: CustomerDraft; agents: Agents; save: SaveCustomer }) {
  const t = useTranslations('customers.client');
  const title = t('editTitle', { name: props.first.name });
  return (
    <DialogButton
      className="button button--outline"
      load={load}
      dialog={(close) => <CustomerDialog {...props} title={title} onSaved={close} onClose={close} />}
    >
      {t('edit')}
    </DialogButton>
  );
}
