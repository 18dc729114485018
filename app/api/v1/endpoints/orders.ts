import { ACCESS, endpoint, idParams, listOf, Reply } from '@/lib/boundary/endpoint';
import { approveOrder, cancelOrder, createOrder, getOrder, listOrders, resolveOrder, retryOrder } from '@/lib/orders';
import { createOrderInput, orderDto, orderQuery, resolveInput } from '@/lib/orders/schemas';

const tag = 'Orders';

export const orders = [
  endpoint({
    method: 'GET',
    path: '/orders',
    summary: 'List orders, newest first',
    tag,
    access: ACCESS.everyone,
    query: orderQuery,
    response: listOf(orderDto),
    status: 200,
    run: (ctx, { query }) => listOrders(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/orders',
    summary: 'Order a top-up, a deduction, new IPs or their renewal',
    description:
      'The same Idempotency-Key and body again: 200 and the same order. With another body: 409 `idempotency_conflict`. The order may come back as `submitting` or `unknown`: read it again. A top-up that Freebit refuses is 422 `provider_refused` with its words and `orderId`, the order that is kept as `rejected`.',
    tag,
    access: ACCESS.sellers,
    body: createOrderInput,
    response: orderDto,
    status: 201,
    idempotency: 'required',
    run: async (ctx, { body, idempotencyKey }) => {
      const { order, created, refusal } = await createOrder(ctx, body, { idempotencyKey });
      if (refusal) throw refusal;
      return Reply.made(order, created);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/orders/{id}',
    summary: 'One order with its attempts and evidence',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: orderDto,
    status: 200,
    run: (ctx, { params }) => getOrder(ctx, params),
  }),
  endpoint({
    method: 'POST',
    path: '/orders/{id}/approve',
    summary: 'Let an order go out that waits for approval',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    response: orderDto,
    status: 200,
    run: (ctx, { params }) => approveOrder(ctx, params),
  }),
  endpoint({
    method: 'POST',
    path: '/orders/{id}/cancel',
    summary: 'Take an order back while nothing was sent',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    response: orderDto,
    status: 200,
    run: (ctx, { params }) => cancelOrder(ctx, params),
  }),
  endpoint({
    method: 'POST',
    path: '/orders/{id}/retry',
    summary: 'Send a replay-safe unknown order again now, under the same reference',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    response: orderDto,
    status: 200,
    run: (ctx, { params }) => retryOrder(ctx, params),
  }),
  endpoint({
    method: 'POST',
    path: '/orders/{id}/resolve',
    summary: 'Settle an unknown order by hand',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: resolveInput,
    response: orderDto,
    status: 200,
    run: (ctx, { params, body }) => resolveOrder(ctx, { ...body, ...params }),
  }),
];
