import { ACCESS, endpoint, idParams, listOf } from '@/lib/boundary/endpoint';
import { createAccount, getAccount, listAccounts, updateAccount } from '@/lib/customers';
import { accountDto, accountInput, accountPatch, accountQuery } from '@/lib/customers/schemas';
import { refreshAccount } from '@/lib/sync';
import { refreshDto } from '@/lib/sync/schemas';

const tag = 'Accounts';

export const accounts = [
  endpoint({
    method: 'GET',
    path: '/accounts',
    summary: 'List upstream accounts',
    description: 'What carries traffic at a provider: an IPWeb customer, the number of a SIM, a share group.',
    tag,
    access: ACCESS.everyone,
    query: accountQuery,
    response: listOf(accountDto),
    status: 200,
    run: (ctx, { query }) => listAccounts(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/accounts',
    summary: 'Enter an account by hand',
    description: 'For providers that list nothing: Freebit numbers and share groups.',
    tag,
    access: ACCESS.adminOnly,
    body: accountInput,
    response: accountDto,
    status: 201,
    run: (ctx, { body }) => createAccount(ctx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/accounts/{id}',
    summary: 'One account',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: accountDto,
    status: 200,
    run: (ctx, { params }) => getAccount(ctx, params),
  }),
  endpoint({
    method: 'PATCH',
    path: '/accounts/{id}',
    summary: 'Assign an account to a customer, or label it',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: accountPatch,
    response: accountDto,
    status: 200,
    run: (ctx, { params, body }) => updateAccount(ctx, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/accounts/{id}/refresh',
    summary: 'Read the fresh usage of one account',
    description: '429 with Retry-After inside its cool-down, which counts from the last reading, whoever made it.',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    response: refreshDto,
    status: 200,
    run: (ctx, { params }) => refreshAccount(ctx, { accountId: params.id }),
  }),
];
