import type { ComponentProps } from 'react';
import { accountName } from '@/components/customers/account-table';
import { EditCustomerButton } from '@/components/customers/customer-buttons';
import { DeductButton } from '@/components/orders/deduct-button';
import { TopUpButton } from '@/components/orders/top-up-button';
import type { AccountDto, CustomerDto } from '@/lib/customers/schemas';
import { confirmAction } from '../../confirm';
import { updateCustomerAction } from '../actions';
import { deductAction, previewDeductAction, previewTopUpAction, topUpAction } from './actions';

/** An account as the order forms offer it. */
function orderAccount(account: AccountDto) {
  return {
    id: account.id,
    label: `${accountName(account)} (${account.connectionName})`,
    base: account.byteBase,
  };
}

/** What may be done with a customer: edit it, take traffic back, top it up. */
export function CustomerActions({
  customer,
  accounts,
  agents,
  startTopUp,
}: {
  customer: CustomerDto;
  accounts: readonly AccountDto[];
  agents: ComponentProps<typeof EditCustomerButton>['agents'];
  /** Whether the page opens with the top-up's dialog. */
  startTopUp: boolean;
}) {
  // The only provider that takes traffic back.
  const deductible = accounts.filter((account) => account.provider === 'ipweb');
  return (
    <>
      <EditCustomerButton
        first={{
          name: customer.name,
          email: customer.email ?? '',
          agentId: customer.agentId ?? '',
          tags: customer.tags.join(', '),
          note: customer.note ?? '',
        }}
        agents={agents}
        save={updateCustomerAction.bind(null, customer.id, agents.length > 0)}
      />
      {deductible.length > 0 && (
        <DeductButton
          customerName={customer.name}
          accounts={deductible.map(orderAccount)}
          actions={{ preview: previewDeductAction, send: deductAction, confirm: confirmAction }}
        />
      )}
      {accounts.length > 0 && (
        <TopUpButton
          customerName={customer.name}
          accounts={accounts.map(orderAccount)}
          actions={{ preview: previewTopUpAction, send: topUpAction, confirm: confirmAction }}
          startOpen={startTopUp}
        />
      )}
    </>
  );
}
