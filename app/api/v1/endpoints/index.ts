import { z } from 'zod';
import { type Endpoint, endpoint } from '@/lib/boundary/endpoint';
import { type OpenApiDocument, openApiDocument } from '@/lib/boundary/openapi';
import { accounts } from './accounts';
import { adjustments } from './adjustments';
import { administration } from './administration';
import { agents } from './agents';
import { autoTopUps } from './auto-top-ups';
import { billingAccounts } from './billing-accounts';
import { bulkTopUps } from './bulk-top-ups';
import { connections } from './connections';
import { costs } from './costs';
import { customers } from './customers';
import { discrepancies } from './discrepancies';
import { disputeLinks } from './dispute-links';
import { money } from './money';
import { orders } from './orders';
import { prices } from './prices';
import { reconciliation } from './reconciliation';
import { usage } from './usage';

let document: OpenApiDocument | undefined;

/** The OpenAPI document of the table below; made once. */
export function apiDocument(): OpenApiDocument {
  document ??= openApiDocument(endpoints);
  return document;
}

/** Every endpoint of the HTTP API. What is not in here does not exist. */
export const endpoints: readonly Endpoint[] = [
  ...connections,
  ...customers,
  ...accounts,
  ...agents,
  ...usage,
  ...orders,
  ...disputeLinks,
  ...bulkTopUps,
  ...autoTopUps,
  ...reconciliation,
  ...discrepancies,
  ...money,
  ...costs,
  ...adjustments,
  ...billingAccounts,
  ...prices,
  ...administration,
  endpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    tag: 'Administration',
    access: 'public',
    response: z.record(z.string(), z.unknown()),
    status: 200,
    run: async () => apiDocument(),
  }),
];
