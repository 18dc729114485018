import { openAdapter } from '@/lib/connections';
import { AppError } from '@/lib/core/errors';
import type { CommandOutcome, ProviderAdapter } from '@/lib/providers/port';
import type { OrderRow } from './internal';

const REMARK_LENGTH = 120;

function missing(what: string): AppError {
  return new AppError('internal', 'This order cannot be sent.', { internal: `order without ${what}` });
}

/** The remark that goes to the provider: our reference first, since it is what we look for, then the maker's words. */
function remarkOf(order: { reference: string; remark: string | null }): string {
  return order.remark ? `${order.reference} ${order.remark}`.slice(0, REMARK_LENGTH) : order.reference;
}

function sendTo(adapter: ProviderAdapter, order: OrderRow): Promise<CommandOutcome> {
  switch (order.type) {
    case 'top_up': {
      const { externalId, gb } = trafficOf(order);
      if (!adapter.topUp) throw missing('command');
      return adapter.topUp.send({ externalId, gb, reference: order.reference });
    }
    case 'deduct':
      if (!adapter.deduct) throw missing('command');
      return adapter.deduct.send(trafficOf(order));
    case 'ip_open':
      if (!adapter.ipOpen || order.region === null || order.quantity === null) throw missing('region or quantity');
      return adapter.ipOpen.send({
        product: productOf(order),
        region: order.region,
        duration: durationOf(order),
        quantity: order.quantity,
        poolTag: order.poolTag,
        remark: remarkOf(order),
      });
    case 'ip_renew':
      if (!adapter.ipRenew) throw missing('command');
      return adapter.ipRenew.send({
        product: productOf(order),
        ips: order.ips,
        duration: durationOf(order),
        remark: remarkOf(order),
      });
  }
}

function trafficOf(order: OrderRow): { externalId: string; gb: bigint } {
  if (order.amountGb === null || !order.account) throw missing('amount or account');
  return { externalId: order.account.externalId, gb: order.amountGb };
}

function productOf(order: OrderRow): 'isp' | 'static' {
  if (order.product === 'isp' || order.product === 'static') return order.product;
  throw missing('product');
}

function durationOf(order: OrderRow): 'week' | 'month' | 'quarter' {
  const { duration } = order;
  if (duration === 'week' || duration === 'month' || duration === 'quarter') return duration;
  throw missing('duration');
}

/** Whether the order's command can be sent again with the same reference without applying twice. */
export function isReplaySafe(adapter: ProviderAdapter, order: { type: OrderRow['type'] }): boolean {
  const command = {
    top_up: adapter.topUp,
    deduct: adapter.deduct,
    ip_open: adapter.ipOpen,
    ip_renew: adapter.ipRenew,
  }[order.type];
  return command?.replaySafe ?? false;
}

/** How long the second witness may keep a command waiting. */
const WITNESS_MS = 4_000;

/** What was left just before a command that must not be sent twice: a second witness beside the provider's records. */
async function residualBefore(adapter: ProviderAdapter, order: OrderRow): Promise<bigint | null> {
  const { account } = order;
  if (!adapter.residual || !account) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, WITNESS_MS, null).unref());
  // Not known is no reason to stop: the records decide.
  return Promise.race([adapter.residual.read(account.externalId, account.externalName).catch(() => null), late]);
}

export type Sent = { outcome: CommandOutcome; replaySafe: boolean; residualBefore: bigint | null };

/**
 * Sends the order's one call, by `opened` or else by its connection as it is now. Never throws: whatever goes wrong is an
 * outcome that says whether anything was sent.
 */
export async function sendCommand(order: OrderRow, opened?: ProviderAdapter): Promise<Sent> {
  let sending = false;
  try {
    const adapter = opened ?? (await openAdapter(order.connectionId)).adapter;
    const replaySafe = isReplaySafe(adapter, order);
    const before = replaySafe ? null : await residualBefore(adapter, order);
    sending = true;
    return { outcome: await sendTo(adapter, order), replaySafe, residualBefore: before };
  } catch (error) {
    const outcome: CommandOutcome = {
      outcome: 'unknown',
      providerOrderId: null,
      providerCode: null,
      message: error instanceof Error ? error.message.slice(0, 500) : 'The call failed.',
      sent: sending,
      unauthorized: false,
      request: '',
      response: null,
    };
    return { outcome, replaySafe: false, residualBefore: null };
  }
}
