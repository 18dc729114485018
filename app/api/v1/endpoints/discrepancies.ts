import { z } from 'zod';
import { ACCESS, endpoint, idParams, listOf } from '@/lib/boundary/endpoint';
import { idText } from '@/lib/core/wire';
import { adoptRecord, explainDiscrepancy, listDiscrepancies } from '@/lib/reconciliation';
import { adoptInput, discrepancyDto, discrepancyQuery, explainInput } from '@/lib/reconciliation/schemas';

const tag = 'Reconciliation';

export const discrepancies = [
  endpoint({
    method: 'GET',
    path: '/discrepancies',
    summary: 'Open differences between our orders and the provider’s records, those found first first',
    tag,
    access: ACCESS.staff,
    query: discrepancyQuery,
    response: listOf(discrepancyDto),
    status: 200,
    run: (ctx, { query }) => listDiscrepancies(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/discrepancies/{id}/resolve',
    summary: 'Close a difference with a note that says why ours and theirs differ',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: explainInput.omit({ id: true }),
    response: z.object({ id: idText }),
    status: 200,
    run: (ctx, { params, body }) => explainDiscrepancy(ctx, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/discrepancies/{id}/adopt',
    summary: 'Make an order of ours out of a recharge that was made on the provider’s own site',
    description: 'With `charge` who pays for the account is charged. The same again: the order that was made.',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: adoptInput.omit({ id: true }),
    response: z.object({ orderId: idText }),
    status: 200,
    run: (ctx, { params, body }) => adoptRecord(ctx, { ...body, ...params }),
  }),
];
