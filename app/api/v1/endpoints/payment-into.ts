import { recordPayment } from '@/lib/billing';
import { paymentDto, paymentInput } from '@/lib/billing/schemas';
import { ACCESS, endpoint, idParams, Reply } from '@/lib/boundary/endpoint';

/** The endpoint that credits a wallet, found by its own number or by its agent's. */
export function paymentInto(
  owner: '/agents' | '/billing-accounts',
  text: { tag: string; summary: string },
  target: (id: number) => Parameters<typeof recordPayment>[1],
) {
  return endpoint({
    ...text,
    method: 'POST',
    path: `${owner}/{id}/payments`,
    description: 'The reference is unique in its wallet: entered twice it is one payment.',
    access: ACCESS.adminOnly,
    params: idParams,
    body: paymentInput,
    response: paymentDto,
    status: 201,
    idempotency: 'required',
    run: async (ctx, { params, body, idempotencyKey }) => {
      const { payment, created } = await recordPayment(ctx, target(params.id), body, { idempotencyKey });
      return Reply.made(payment, created);
    },
  });
}
