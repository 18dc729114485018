import { ACCESS, endpoint, idParams, listOf, Reply } from '@/lib/boundary/endpoint';
import { cancelBulk, createBulk, getBulk, judgeBulk, listBulkRows, listBulks } from '@/lib/bulk';
import {
  bulkDetailDto,
  bulkRowDto,
  bulkRowQuery,
  bulkRowsInput,
  bulkSummaryDto,
  bulkVerdictDto,
} from '@/lib/bulk/schemas';
import { pagingSchema } from '@/lib/core/paging';

const tag = 'Bulk top-ups';

export const bulkTopUps = [
  endpoint({
    method: 'POST',
    path: '/bulk-top-ups/preview',
    summary: 'A verdict for each of many top-ups; nothing is ordered or kept',
    description:
      'A row names its account by `accountId` or, in `account`, by the provider’s id, a phone number or a name. What is wrong with a row stands in its `problem`; `warning` says what to look at. `checks` holds the sums against wallets and the daily limit.',
    tag,
    access: ACCESS.sellers,
    body: bulkRowsInput,
    response: bulkVerdictDto,
    status: 200,
    run: (ctx, { body }) => judgeBulk(ctx, body),
  }),
  endpoint({
    method: 'POST',
    path: '/bulk-top-ups',
    summary: 'Order many top-ups: each good row becomes one order, in the background',
    description:
      'At most 2,000 rows. Rows with a problem are left out and say why. The same Idempotency-Key and rows again: 200 and the same list, no row twice. A row that repeats an account is ordered: the question "again?" is the form’s alone.',
    tag,
    access: ACCESS.sellers,
    body: bulkRowsInput,
    response: bulkDetailDto,
    status: 201,
    idempotency: 'required',
    run: async (ctx, { body, idempotencyKey }) => {
      const { bulk, created } = await createBulk(ctx, body, { idempotencyKey });
      return Reply.made(bulk, created);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/bulk-top-ups',
    summary: 'List bulk top-ups, newest first',
    tag,
    access: ACCESS.everyone,
    query: pagingSchema,
    response: listOf(bulkSummaryDto),
    status: 200,
    run: (ctx, { query }) => listBulks(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/bulk-top-ups/{id}',
    summary: 'One bulk top-up: how far it is, and how many rows are in which state',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: bulkDetailDto,
    status: 200,
    run: (ctx, { params }) => getBulk(ctx, params),
  }),
  endpoint({
    method: 'GET',
    path: '/bulk-top-ups/{id}/rows',
    summary: 'Its rows in their order, each with its order and what became of it',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    query: bulkRowQuery,
    response: listOf(bulkRowDto),
    status: 200,
    run: (ctx, { params, query }) => listBulkRows(ctx, { ...query, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/bulk-top-ups/{id}/cancel',
    summary: 'Leave out the rows that are no orders yet',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    response: bulkDetailDto,
    status: 200,
    run: (ctx, { params }) => cancelBulk(ctx, params),
  }),
];
