import { listAuditEvents } from '@/lib/audit';
import { auditEventDto, auditQuery } from '@/lib/audit/schemas';
import { createApiKey, listApiKeys, revokeApiKey } from '@/lib/auth';
import { apiKeyDto, apiKeyInput, apiKeyQuery, newApiKeyDto } from '@/lib/auth/schemas';
import { ACCESS, endpoint, idParams, listOf, noContent } from '@/lib/boundary/endpoint';
import { createWebhook, deleteWebhook, listDeliveries, listWebhooks } from '@/lib/webhooks';
import {
  deliveryDto,
  deliveryQuery,
  newWebhookDto,
  webhookDto,
  webhookInput,
  webhookQuery,
} from '@/lib/webhooks/schemas';

const tag = 'Administration';

export const administration = [
  endpoint({
    method: 'GET',
    path: '/api-keys',
    summary: 'List API keys',
    tag,
    access: ACCESS.adminOnly,
    query: apiKeyQuery,
    response: listOf(apiKeyDto),
    status: 200,
    run: (ctx, { query }) => listApiKeys(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/api-keys',
    summary: 'Make an API key',
    description: 'For a role, or for one agent. The key is told this once.',
    tag,
    access: ACCESS.adminOnly,
    body: apiKeyInput,
    response: newApiKeyDto,
    status: 201,
    run: (ctx, { body }) => createApiKey(ctx, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    response: noContent,
    status: 204,
    run: (ctx, { params }) => revokeApiKey(ctx, params),
  }),
  endpoint({
    method: 'GET',
    path: '/webhooks',
    summary: 'List webhooks',
    tag,
    access: ACCESS.adminOnly,
    query: webhookQuery,
    response: listOf(webhookDto),
    status: 200,
    run: (ctx, { query }) => listWebhooks(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/webhooks',
    summary: 'Add a webhook',
    description:
      'Each call is signed: `Gigatill-Signature: t=…,v1=HMAC-SHA256(secret, t + "." + body)`. The secret is told this once.',
    tag,
    access: ACCESS.adminOnly,
    body: webhookInput,
    response: newWebhookDto,
    status: 201,
    run: (ctx, { body }) => createWebhook(ctx, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/webhooks/{id}',
    summary: 'Remove a webhook',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    response: noContent,
    status: 204,
    run: (ctx, { params }) => deleteWebhook(ctx, params),
  }),
  endpoint({
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    summary: 'What a webhook was told and how it answered, newest first',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    query: deliveryQuery,
    response: listOf(deliveryDto),
    status: 200,
    run: (ctx, { params, query }) => listDeliveries(ctx, { ...query, webhookId: params.id }),
  }),
  endpoint({
    method: 'GET',
    path: '/audit-events',
    summary: 'Who did what, newest first',
    tag,
    access: ACCESS.staff,
    query: auditQuery,
    response: listOf(auditEventDto),
    status: 200,
    run: (ctx, { query }) => listAuditEvents(ctx, query),
  }),
];
