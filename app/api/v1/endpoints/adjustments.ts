import {
  approveAdjustment,
  declineAdjustment,
  getAdjustment,
  listAdjustments,
  listPayments,
  makeAdjustment,
  reverseAdjustment,
  reversePayment,
} from '@/lib/billing';
import {
  adjustmentDto,
  adjustmentInput,
  adjustmentQuery,
  declineInput,
  paymentQuery,
  reversalInput,
} from '@/lib/billing/adjustment-schemas';
import { paymentDto } from '@/lib/billing/schemas';
import { ACCESS, endpoint, idParams, listOf, Reply } from '@/lib/boundary/endpoint';

const tag = 'Money';

const SECOND =
  'Above the installation’s limit (by one person within 24 hours) it is `awaiting_approval` until another administrator approves it.';

function reversal(path: `/${string}`, summary: string, reverse: typeof reversePayment) {
  return endpoint({
    method: 'POST',
    path,
    summary,
    description: `Asked for again it is the same reversal (200). ${SECOND}`,
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: reversalInput,
    response: adjustmentDto,
    status: 201,
    run: async (ctx, { params, body }) => {
      const { adjustment, created } = await reverse(ctx, { ...body, ...params });
      return Reply.made(adjustment, created);
    },
  });
}

export const adjustments = [
  endpoint({
    method: 'GET',
    path: '/payments',
    summary: 'Payments into a wallet, newest first',
    tag,
    access: ACCESS.everyone,
    query: paymentQuery,
    response: listOf(paymentDto),
    status: 200,
    run: (ctx, { query }) => listPayments(ctx, query),
  }),
  reversal('/payments/{id}/reverse', 'Take a wrong payment back by its opposite', reversePayment),
  endpoint({
    method: 'GET',
    path: '/adjustments',
    summary: 'Adjustments and reversals, newest first',
    description: 'An agent sees what was posted to its own wallet.',
    tag,
    access: ACCESS.everyone,
    query: adjustmentQuery,
    response: listOf(adjustmentDto),
    status: 200,
    run: (ctx, { query }) => listAdjustments(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/adjustments',
    summary: 'Credit or debit a wallet for a reason',
    description: `The reference is unique in its wallet: made twice it is one adjustment. ${SECOND}`,
    tag,
    access: ACCESS.adminOnly,
    body: adjustmentInput,
    response: adjustmentDto,
    status: 201,
    idempotency: 'required',
    run: async (ctx, { body, idempotencyKey }) => {
      const { adjustment, created } = await makeAdjustment(ctx, body, { idempotencyKey });
      return Reply.made(adjustment, created);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/adjustments/{id}',
    summary: 'One adjustment',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: adjustmentDto,
    status: 200,
    run: (ctx, { params }) => getAdjustment(ctx, params),
  }),
  endpoint({
    method: 'POST',
    path: '/adjustments/{id}/approve',
    summary: 'Let an adjustment be posted that somebody else has asked for',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    response: adjustmentDto,
    status: 200,
    run: (ctx, { params }) => approveAdjustment(ctx, params),
  }),
  endpoint({
    method: 'POST',
    path: '/adjustments/{id}/decline',
    summary: 'Refuse an adjustment that waits, or take one’s own back',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: declineInput,
    response: adjustmentDto,
    status: 200,
    run: (ctx, { params, body }) => declineAdjustment(ctx, { ...body, ...params }),
  }),
  reversal('/adjustments/{id}/reverse', 'Take a posted adjustment back by its opposite', reverseAdjustment),
];
