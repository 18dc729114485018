import { agentScope, type Context } from '@/lib/core/actor';
import { formatMoney } from '@/lib/core/money';
import { db } from '@/lib/infra/db';
import { findTarget } from './find-target';
import { type IpOrderInput, ipQuoteFor } from './ip-quote';
import type { IpPreviewDto } from './schemas';

/** Who would pay an order of this customer; null where nobody does. */
async function payerOf(customerId: number | null) {
  if (customerId === null) return null;
  const customer = await db().customer.findUnique({
    where: { id: customerId },
    select: { agent: { select: { id: true, billingAccount: true } }, billingAccount: true },
  });
  const account = customer?.agent?.billingAccount ?? customer?.billingAccount;
  return account ? { ...account, agentId: customer?.agent?.id ?? null } : null;
}

/** What an IP order would cost before anybody confirms it. Throws `not_found` as the order would. */
export async function previewIpOrder(ctx: Context, input: IpOrderInput): Promise<IpPreviewDto> {
  // An agent that names no customer is told so by the order itself.
  const named = input.customerId != null || agentScope(ctx.actor) === null;
  const target = named ? await findTarget(ctx, input) : null;
  const payer = await payerOf(target?.customerId ?? null);
  if (!payer) return { payer: null, price: null, parts: [], available: null, enough: true };
  const { agentId, currency } = payer;
  const quote = await ipQuoteFor(db(), input, { agentId, currency, at: ctx.now() });
  const available = payer.wallet + payer.creditLimit;
  return {
    payer: payer.name,
    price: quote.price && formatMoney(quote.price),
    parts: quote.groups.map(({ region, count }, i) => {
      const perIp = quote.perIp[i] ?? null;
      return { region, count, perIp: perIp === null ? null : formatMoney({ minor: perIp, currency }) };
    }),
    available: formatMoney({ minor: available, currency }),
    enough: quote.price === null || available >= quote.price.minor,
  };
}
