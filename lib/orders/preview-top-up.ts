import { priceFor } from '@/lib/billing';
import { openAdapter } from '@/lib/connections';
import { agentScope, type Context, isAdmin } from '@/lib/core/actor';
import { formatUnits, quantityFromGb, TRAFFIC_ASSETS, type TrafficAsset, toBytes } from '@/lib/core/assets';
import { AppError, notFound } from '@/lib/core/errors';
import { formatMoney, formatPrice } from '@/lib/core/money';
import { byteNumber, gbText } from '@/lib/core/wire';
import { db } from '@/lib/infra/db';
import type { PreviewDto, PreviewInput } from './schemas';
import { similarOrders, type TrafficOrderType } from './similar-orders';

function readAccount(ctx: Context, id: number) {
  const scope = agentScope(ctx.actor);
  return db().upstreamAccount.findFirst({
    where: { id, ...(scope === null ? {} : { customer: { agentId: scope } }) },
    include: {
      connection: { select: { usageAsset: true } },
      customer: { include: { agent: { include: { billingAccount: true } }, billingAccount: true } },
    },
  });
}

/**
 * What a top-up (or, by `type`, a deduct) would do, before anybody confirms it: units, residual before and after, price,
 * similar orders just now.
 */
export async function previewTopUp(ctx: Context, input: PreviewInput): Promise<PreviewDto> {
  const type = input.type ?? 'top_up';
  const account = await readAccount(ctx, input.accountId);
  if (!account) throw notFound('The account');
  const { adapter, connection } = await openAdapter(account.connectionId);
  const command = type === 'top_up' ? adapter.topUp : adapter.deduct;
  if (!command) {
    throw new AppError('not_supported', `${connection.name} offers no ${type === 'top_up' ? 'top-up' : 'deduct'}.`);
  }
  const quantity = quantityFromGb(input.amountGb, command.asset);
  if (!quantity) {
    const message = 'This amount does not come out as whole units of the provider. Use a coarser one, e.g. 0.5.';
    throw new AppError('amount_not_whole', message, { fields: [{ path: 'amountGb', message }] });
  }
  const agent = account.customer?.agent ?? null;
  const payer = agent?.billingAccount ?? account.customer?.billingAccount ?? null;
  const quote =
    payer && type === 'top_up'
      ? await priceFor(db(), {
          customerId: account.customerId,
          agentId: agent?.id ?? null,
          connectionId: account.connectionId,
          gb: input.amountGb,
          currency: payer.currency,
          at: ctx.now(),
        })
      : null;
  const available = payer ? payer.wallet + payer.creditLimit : null;
  const residual = residualOf(account);
  const bytes = toBytes(quantity);
  return {
    amountGb: gbText(input.amountGb),
    bytes: byteNumber(bytes),
    units: `${formatUnits(quantity)} ${TRAFFIC_ASSETS[quantity.asset].unit}`,
    residualBeforeBytes: residual === null ? null : byteNumber(residual),
    residualAfterBytes: residual === null ? null : byteNumber(type === 'top_up' ? residual + bytes : residual - bytes),
    residualAsOf: account.residualAsOf?.toISOString() ?? null,
    price: quote ? formatMoney(quote.price) : null,
    pricePerGb: quote ? formatPrice(quote.perGb, quote.price.currency) : null,
    available: payer && available !== null ? formatMoney({ minor: available, currency: payer.currency }) : null,
    enough: available === null || !quote || available >= quote.price.minor,
    needsApproval: !isAdmin(ctx.actor) && agent?.approvalAboveGb != null && input.amountGb > agent.approvalAboveGb,
    similar: await similarDtos(ctx, account.id, type),
  };
}

function residualOf(account: { residual: bigint | null; connection: { usageAsset: string } }): bigint | null {
  const asset = account.connection.usageAsset;
  if (account.residual === null || !(asset in TRAFFIC_ASSETS)) return null;
  // The name was checked on the line above.
  return toBytes({ asset: asset as TrafficAsset, amount: account.residual });
}

async function similarDtos(ctx: Context, accountId: number, type: TrafficOrderType): Promise<PreviewDto['similar']> {
  return (await similarOrders(db(), ctx, accountId, type)).map((row) => ({
    id: String(row.id),
    amountGb: gbText(row.amountGb ?? 0n),
    status: row.status,
    createdAt: row.createdAt.toISOString(),
  }));
}
