import { ACCESS, endpoint, idParams, listOf } from '@/lib/boundary/endpoint';
import { createConnection, getConnection, listConnections, testConnection, updateConnection } from '@/lib/connections';
import { connectionDto, connectionInput, connectionPatch, connectionTestDto } from '@/lib/connections/schemas';
import { pagingSchema } from '@/lib/core/paging';
import { getSyncRun, listSyncRuns, startSync } from '@/lib/sync';
import { syncInput, syncRunDto, syncRunQuery } from '@/lib/sync/schemas';

const tag = 'Connections';

export const connections = [
  endpoint({
    method: 'GET',
    path: '/connections',
    summary: 'List connections with their health',
    tag,
    access: ACCESS.staff,
    query: pagingSchema,
    response: listOf(connectionDto),
    status: 200,
    run: (ctx, { query }) => listConnections(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/connections',
    summary: 'Add a connection to a provider',
    description:
      'Credentials: `{token}` for IPWeb, `{oemId, oemKey}` for Freebit, `{uid, appkey}` for IPIDEA. They are kept sealed and never told again.',
    tag,
    access: ACCESS.adminOnly,
    body: connectionInput,
    response: connectionDto,
    status: 201,
    run: (ctx, { body }) => createConnection(ctx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/connections/{id}',
    summary: 'One connection',
    tag,
    access: ACCESS.staff,
    params: idParams,
    response: connectionDto,
    status: 200,
    run: (ctx, { params }) => getConnection(ctx, params),
  }),
  endpoint({
    method: 'PATCH',
    path: '/connections/{id}',
    summary: 'Change a connection',
    description: 'Settings that are left out stay as they are.',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: connectionPatch,
    response: connectionDto,
    status: 200,
    run: (ctx, { params, body }) => updateConnection(ctx, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/connections/{id}/test',
    summary: "Try a connection with the provider's read-only calls",
    description: '200 also when `ok` is false.',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    response: connectionTestDto,
    status: 200,
    run: (ctx, { params }) => testConnection(ctx, params),
  }),
  endpoint({
    method: 'POST',
    path: '/connections/{id}/sync',
    summary: 'Read a connection now',
    description:
      'Provider days, inclusive; without them the default window. While a run is queued or running, the answer is that run.',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: syncInput,
    response: syncRunDto,
    status: 202,
    run: (ctx, { params, body }) => startSync(ctx, { ...body, connectionId: params.id }),
  }),
  endpoint({
    method: 'GET',
    path: '/sync-runs',
    summary: 'List sync runs, newest first',
    tag,
    access: ACCESS.staff,
    query: syncRunQuery,
    response: listOf(syncRunDto),
    status: 200,
    run: (ctx, { query }) => listSyncRuns(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/sync-runs/{id}',
    summary: 'One sync run with its progress',
    tag,
    access: ACCESS.staff,
    params: idParams,
    response: syncRunDto,
    status: 200,
    run: (ctx, { params }) => getSyncRun(ctx, params),
  }),
];
