import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AddKeyButton } from '@/components/team/add-key';
import { AddUserButton } from '@/components/team/add-user';
import { AddAgentButton } from '@/components/team/agent-dialog';
import { AgentTable } from '@/components/team/agent-table';
import { KeyTable } from '@/components/team/key-table';
import type { TeamActions } from '@/components/team/types';
import { UserTable } from '@/components/team/user-table';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { Segmented } from '@/components/ui/segmented';
import { listApiKeys, listUsers, requireContext } from '@/lib/auth';
import { isAdmin, seesInternals } from '@/lib/core/actor';
import { pagingSchema } from '@/lib/core/paging';
import { listAgents } from '@/lib/customers';
import { confirmAction } from '../confirm';
import { readSearch, type SearchParams } from '../page-input';
import {
  addAgentAction,
  addKeyAction,
  addUserAction,
  changeAgentAction,
  changeUserAction,
  inviteAction,
  renewInvitationAction,
  resetFactorAction,
  resetPasswordAction,
  revokeInvitationAction,
  revokeKeyAction,
} from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('team.page');
  return { title: t('title') };
}

const ACTIONS: TeamActions = {
  addUser: addUserAction,
  invite: inviteAction,
  renewInvitation: renewInvitationAction,
  revokeInvitation: revokeInvitationAction,
  changeUser: changeUserAction,
  resetPassword: resetPasswordAction,
  resetFactor: resetFactorAction,
  addAgent: addAgentAction,
  changeAgent: changeAgentAction,
  addKey: addKeyAction,
  revokeKey: revokeKeyAction,
};

type Tab = 'users' | 'agents' | 'keys';

function hrefOf(tab: Tab, cursor?: string): string {
  const query = new URLSearchParams({ ...(tab === 'users' ? {} : { tab }), ...(cursor ? { cursor } : {}) }).toString();
  return query === '' ? '/team' : `/team?${query}`;
}

export default async function TeamPage({ searchParams }: { searchParams: SearchParams }) {
  const t = await getTranslations('team.page');
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  if (!seesInternals(ctx.actor)) notFound();
  const admin = isAdmin(ctx.actor);
  const tabs: readonly Tab[] = admin ? ['users', 'agents', 'keys'] : ['users', 'agents'];
  const tab = tabs.find((name) => name === search.tab) ?? 'users';
  const paging = pagingSchema.parse({ cursor: search.cursor });
  const actions = admin ? ACTIONS : null;
  const [users, agents, keys, choices] = await Promise.all([
    tab === 'users' ? listUsers(ctx, paging) : null,
    tab === 'agents' ? listAgents(ctx, paging) : null,
    tab === 'keys' ? listApiKeys(ctx, paging) : null,
    admin && tab !== 'agents' ? listAgents(ctx, { limit: 500 }) : null,
  ]);
  const agentChoices = (choices?.data ?? []).map(({ id, name }) => ({ id, name }));
  const page = users ?? agents ?? keys;
  return (
    <ClientWords of={['team.client', 'auth.confirm']}>
      <PageHeader title={t('title')} description={t(`descriptions.${tab}`)}>
        {admin && tab === 'users' && <AddUserButton agents={agentChoices} add={addUserAction} invite={inviteAction} />}
        {admin && tab === 'agents' && <AddAgentButton add={addAgentAction} />}
        {admin && tab === 'keys' && <AddKeyButton agents={agentChoices} add={addKeyAction} confirm={confirmAction} />}
      </PageHeader>
      <div className="mb-4 flex">
        <Segmented
          label={t('part')}
          value={tab}
          options={tabs.map((value) => ({ value, label: t(`tabs.${value}`), href: hrefOf(value) }))}
        />
      </div>
      <div className="panel">
        {users && <UserTable users={users.data} actions={actions} />}
        {agents?.data.length === 0 && <EmptyState title={t('noAgents')}>{t('noAgentsHint')}</EmptyState>}
        {agents && agents.data.length > 0 && <AgentTable agents={agents.data} actions={actions} />}
        {keys?.data.length === 0 && <EmptyState title={t('noKeys')}>{t('noKeysHint')}</EmptyState>}
        {keys && keys.data.length > 0 && (
          <KeyTable
            keys={keys.data}
            agents={new Map(agentChoices.map(({ id, name }) => [id, name]))}
            revoke={revokeKeyAction}
          />
        )}
        <Pager
          first={search.cursor ? hrefOf(tab) : null}
          next={page?.nextCursor ? hrefOf(tab, page.nextCursor) : null}
          count={page?.data.length ?? 0}
        />
      </div>
    </ClientWords>
  );
}
