import { z } from 'zod';
import { ACCESS, endpoint, listOf, Reply } from '@/lib/boundary/endpoint';
import { pathId } from '@/lib/core/paging';
import {
  addCostBlock,
  addExchangeRate,
  getMargin,
  listCostBlocks,
  listExchangeRates,
  listListCosts,
  priceCostBlock,
  setListCost,
} from '@/lib/costs';
import {
  costBlockDto,
  costBlockInput,
  costBlockPatch,
  costBlockQuery,
  exchangeRateDto,
  exchangeRateInput,
  listCostDto,
  listCostInput,
  marginDto,
  marginQuery,
} from '@/lib/costs/schemas';
import { getStock } from '@/lib/stock';
import { stockDto } from '@/lib/stock/schemas';

const tag = 'Cost and margin';
const byId = z.object({ id: z.string().transform(pathId) });

export const costs = [
  endpoint({
    method: 'GET',
    path: '/margin',
    summary: 'Revenue, cost and margin of a month',
    description:
      'A month of UTC, by `customer`, `agent`, `connection`, or `month` (the 24 up to it). Revenue is what orders that succeeded were charged. Cost says where it comes from: `blocks` of bought traffic (first expiring, first out, then first bought), the connection’s `list` cost, or the provider’s own `record` of an IP order. There is no margin where a part of the cost is unknown, or was paid in another currency without a rate. A month is closed ten days after its end and never changes again.',
    tag,
    access: ACCESS.staff,
    query: marginQuery,
    response: marginDto,
    status: 200,
    run: (ctx, { query }) => getMargin(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/cost-blocks',
    summary: 'Blocks of bought traffic, the latest bought first',
    tag,
    access: ACCESS.staff,
    query: costBlockQuery,
    response: listOf(costBlockDto),
    status: 200,
    run: (ctx, { query }) => listCostBlocks(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/cost-blocks',
    summary: 'Enter traffic that was bought',
    description:
      'Days are of UTC; it can be used through `expiresOn`. Without `paid` the connection’s list cost counts. Sales of open months since then are costed again; a day in a closed month is 409.',
    tag,
    access: ACCESS.adminOnly,
    body: costBlockInput,
    response: costBlockDto,
    status: 201,
    idempotency: 'required',
    run: async (ctx, { body, idempotencyKey }) => {
      const { block, created } = await addCostBlock(ctx, body, { idempotencyKey });
      return Reply.made(block, created);
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/cost-blocks/{id}',
    summary: 'Enter or change what was paid for a block',
    tag,
    access: ACCESS.adminOnly,
    params: byId,
    body: costBlockPatch,
    response: costBlockDto,
    status: 200,
    run: (ctx, { params, body }) => priceCostBlock(ctx, { id: params.id, paid: body.paid }),
  }),
  endpoint({
    method: 'GET',
    path: '/connections/{id}/costs',
    summary: 'List costs of a connection by their days, the latest first',
    tag,
    access: ACCESS.staff,
    params: byId,
    response: listOf(listCostDto),
    status: 200,
    run: async (ctx, { params }) => ({
      data: await listListCosts(ctx, { connectionId: params.id }),
      nextCursor: null,
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/connections/{id}/costs',
    summary: 'Set what a GB costs from a day of UTC on',
    tag,
    access: ACCESS.adminOnly,
    params: byId,
    body: listCostInput.omit({ connectionId: true }),
    response: listCostDto,
    status: 201,
    run: (ctx, { params, body }) => setListCost(ctx, { ...body, connectionId: params.id }),
  }),
  endpoint({
    method: 'GET',
    path: '/exchange-rates',
    summary: 'Exchange rates that were entered by hand',
    tag,
    access: ACCESS.staff,
    response: listOf(exchangeRateDto),
    status: 200,
    run: (ctx) => listExchangeRates(ctx),
  }),
  endpoint({
    method: 'POST',
    path: '/exchange-rates',
    summary: 'Enter what one unit of a currency is worth in another, from a day of UTC on',
    tag,
    access: ACCESS.adminOnly,
    body: exchangeRateInput,
    response: exchangeRateDto,
    status: 201,
    run: (ctx, { body }) => addExchangeRate(ctx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/stock',
    summary: 'What can still be sold at each connection, and how long it lasts',
    tag,
    access: ACCESS.staff,
    response: listOf(stockDto),
    status: 200,
    run: async (ctx) => ({ data: await getStock(ctx), nextCursor: null }),
  }),
];
