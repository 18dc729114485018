import { agentScope, type Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { formatMoney, formatPrice } from '@/lib/core/money';
import { gbText } from '@/lib/core/wire';
import { db } from '@/lib/infra/db';
import { reasonedPriceFor } from './price-for';
import { toPriceRowDtos } from './price-rows';
import type { QuoteDto, QuoteQuery } from './price-schemas';

/** Where a customer can order: the connections of its accounts. */
async function connectionsOf(customerId: number, connectionId: number | undefined) {
  const accounts = await db().upstreamAccount.findMany({
    where: { customerId, ...(connectionId === undefined ? {} : { connectionId }) },
    distinct: ['connectionId'],
    orderBy: { connectionId: 'asc' },
    take: 50,
    select: { connection: { select: { id: true, name: true } } },
  });
  return accounts.map(({ connection }) => connection);
}

/**
 * What a top-up would cost a customer at this moment at each connection it has accounts at, and which price says so.
 * Throws `not_found`, also for another agent's customer.
 */
export async function explainPrice(ctx: Context, query: QuoteQuery): Promise<{ data: QuoteDto[] }> {
  const scope = agentScope(ctx.actor);
  const customer = await db().customer.findFirst({
    where: { id: query.customerId, ...(scope === null ? {} : { agentId: scope }) },
    select: {
      id: true,
      billingAccount: { select: { name: true, currency: true } },
      agent: { select: { id: true, billingAccount: { select: { name: true, currency: true } } } },
    },
  });
  if (!customer) throw notFound('The customer');
  const payer = customer.agent?.billingAccount ?? customer.billingAccount;
  const connections = await connectionsOf(customer.id, query.connectionId);
  const data = await Promise.all(
    connections.map(async ({ id, name }): Promise<QuoteDto> => {
      const quote = payer
        ? await reasonedPriceFor(db(), {
            customerId: customer.id,
            agentId: customer.agent?.id ?? null,
            connectionId: id,
            gb: query.gb,
            currency: payer.currency,
            at: ctx.now(),
          })
        : null;
      const rows = quote ? await db().price.findMany({ where: { id: quote.rowId } }) : [];
      return {
        connectionId: String(id),
        connectionName: name,
        amountGb: gbText(query.gb),
        payer: payer?.name ?? null,
        price: quote ? formatMoney(quote.price) : null,
        pricePerGb: quote ? formatPrice(quote.perGb, quote.price.currency) : null,
        row: (await toPriceRowDtos(ctx, rows))[0] ?? null,
        monthGb: quote?.monthGb == null ? null : gbText(quote.monthGb),
      };
    }),
  );
  return { data };
}
