import { ACCESS, endpoint, idParams, listOf } from '@/lib/boundary/endpoint';
import { createAgent, getAgent, listAgents, updateAgent } from '@/lib/customers';
import { agentDto, agentInput, agentPatch, agentQuery } from '@/lib/customers/schemas';
import { getWallet } from '@/lib/ledger';
import { walletDto } from '@/lib/ledger/schemas';
import { paymentInto } from './payment-into';

const tag = 'Agents';

export const agents = [
  endpoint({
    method: 'GET',
    path: '/agents',
    summary: 'List agents',
    tag,
    access: ACCESS.everyone,
    query: agentQuery,
    response: listOf(agentDto),
    status: 200,
    run: (ctx, { query }) => listAgents(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/agents',
    summary: 'Add an agent with its billing account',
    tag,
    access: ACCESS.adminOnly,
    body: agentInput,
    response: agentDto,
    status: 201,
    run: (ctx, { body }) => createAgent(ctx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/agents/{id}',
    summary: 'One agent',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: agentDto,
    status: 200,
    run: (ctx, { params }) => getAgent(ctx, params),
  }),
  endpoint({
    method: 'PATCH',
    path: '/agents/{id}',
    summary: 'Change an agent',
    description: 'A new price counts for orders made from now on.',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: agentPatch,
    response: agentDto,
    status: 200,
    run: (ctx, { params, body }) => updateAgent(ctx, { ...body, ...params }),
  }),
  paymentInto('/agents', { tag, summary: "Credit an agent's wallet" }, (id) => ({ agentId: id })),
  endpoint({
    method: 'GET',
    path: '/agents/{id}/wallet',
    summary: "An agent's wallet",
    description: '`balance` includes what is held; `available = balance - held + creditLimit`.',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: walletDto,
    status: 200,
    run: async (ctx, { params }) => getWallet(Number((await getAgent(ctx, params)).billingAccountId)),
  }),
];
