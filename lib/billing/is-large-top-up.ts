import { agentScope, type Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { priceFor } from './price-for';
import { isLargeOrder } from './settings';

/**
 * Whether a top-up is so large, in GB (6 decimals) or in money, that a form asks for the password again. For an account that
 * the actor may not see only its size counts: being asked or not must tell nothing of another one's price.
 */
export async function isLargeTopUp(ctx: Context, order: { accountId: number; amountGb: bigint }): Promise<boolean> {
  if (await isLargeOrder({ gb: order.amountGb })) return true;
  const scope = agentScope(ctx.actor);
  const account = await db().upstreamAccount.findFirst({
    where: { id: order.accountId, ...(scope === null ? {} : { customer: { agentId: scope } }) },
    select: {
      connectionId: true,
      customer: {
        select: {
          id: true,
          agentId: true,
          billingAccount: { select: { currency: true } },
          agent: { select: { billingAccount: { select: { currency: true } } } },
        },
      },
    },
  });
  const customer = account?.customer;
  const payer = customer?.agent?.billingAccount ?? customer?.billingAccount;
  if (!account || !customer || !payer) return false;
  const quote = await priceFor(db(), {
    customerId: customer.id,
    agentId: customer.agentId,
    connectionId: account.connectionId,
    gb: order.amountGb,
    currency: payer.currency,
    at: ctx.now(),
  });
  return quote !== null && isLargeOrder({ price: quote.price });
}
