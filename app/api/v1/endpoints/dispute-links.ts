import { ACCESS, endpoint, idParams, listOf, noContent } from '@/lib/boundary/endpoint';
import { createDisputeLink, listDisputeLinks, revokeDisputeLink } from '@/lib/disputes';
import { disputeLinkDto, newDisputeLinkDto } from '@/lib/disputes/schemas';
import { env } from '@/lib/infra/env';

const tag = 'Orders';

export const disputeLinks = [
  endpoint({
    method: 'GET',
    path: '/orders/{id}/dispute-links',
    summary: 'The links to an order’s dispute pack that still open, newest first',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: listOf(disputeLinkDto),
    status: 200,
    run: async (ctx, { params }) => ({ data: await listDisputeLinks(ctx, { orderId: params.id }), nextCursor: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/orders/{id}/dispute-links',
    summary: 'A link that shows an order’s dispute pack without sign-in, for 14 days',
    description: 'The `url` is told only here.',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    response: newDisputeLinkDto,
    status: 201,
    run: async (ctx, { params }) => {
      const { id, token, expiresAt } = await createDisputeLink(ctx, { orderId: params.id });
      return { id, url: `${env().appUrl}/dispute/${token}`, expiresAt };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/dispute-links/{id}',
    summary: 'Close a link at once',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    response: noContent,
    status: 204,
    run: async (ctx, { params }) => void (await revokeDisputeLink(ctx, params)),
  }),
];
