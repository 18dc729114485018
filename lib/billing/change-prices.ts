import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { parsePrice } from '@/lib/core/money';
import { beginPrice, endPriceAt } from '@/lib/customers';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { toPriceRowDtos } from './price-rows';
import type { EndInput, PriceRowDto, PriceRowInput } from './price-schemas';

/** A little while for the way of a form: "from now" that arrives a moment later is no past. */
const SLACK_MS = 60_000;

function refuse(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { fields: [{ path, message }] });
}

/** From when a new period counts: now, or a later instant. What was charged stays as it is, so there is no earlier one. */
export function startOf(ctx: Context, validFrom: string | null | undefined): Date {
  const now = ctx.now();
  if (validFrom == null) return now;
  const from = new Date(validFrom);
  if (from.getTime() < now.getTime() - SLACK_MS) {
    throw refuse('validFrom', 'A price begins now or later: orders keep the price that they were made at.');
  }
  return from < now ? now : from;
}

/** When a period ends: now, or a later instant. */
export function endOf(ctx: Context, at: string | null | undefined): Date {
  if (at == null) return ctx.now();
  const end = new Date(at);
  if (end.getTime() < ctx.now().getTime() - SLACK_MS) throw refuse('at', 'A price ends now or later.');
  return end < ctx.now() ? ctx.now() : end;
}

/** Steps as they are kept: ascending, each amount once, in the price's own currency. */
function keptSteps(input: PriceRowInput) {
  const steps = input.steps.map((step, i) => {
    const price = parsePrice({ amount: step.perGb, currency: input.perGb.currency });
    if (!price || price.price >= 10n ** 15n) {
      throw refuse(`steps.${i}.perGb`, 'Write the price as a decimal with at most 6 decimals.');
    }
    return { fromGb: step.fromGb, perGb: price.price };
  });
  steps.sort((a, b) => (a.fromGb < b.fromGb ? -1 : 1));
  steps.forEach((step, i) => {
    if (steps[i + 1]?.fromGb === step.fromGb) throw refuse('steps', 'Two steps begin at the same amount.');
  });
  return steps.map(({ fromGb, perGb }) => ({ fromGb: String(fromGb), perGb: String(perGb) }));
}

/** That the price's owner is there and pays in its currency. */
async function assertOwner(tx: Tx, input: PriceRowInput): Promise<void> {
  const { customerId, agentId, connectionId } = input;
  let currency: string | undefined;
  if (customerId != null) {
    const customer = await tx.customer.findFirst({
      where: { id: customerId },
      select: { agent: { select: { currency: true } }, billingAccount: { select: { currency: true } } },
    });
    if (!customer) throw refuse('customerId', 'There is no such customer.');
    currency = customer.agent?.currency ?? customer.billingAccount?.currency;
  }
  if (agentId != null) {
    const agent = await tx.agent.findFirst({ where: { id: agentId, archivedAt: null }, select: { currency: true } });
    if (!agent) throw refuse('agentId', 'There is no such agent.');
    currency = agent.currency;
  }
  if (
    connectionId != null &&
    !(await tx.connection.findUnique({ where: { id: connectionId }, select: { id: true } }))
  ) {
    throw refuse('connectionId', 'There is no such connection.');
  }
  if (currency !== undefined && currency !== input.perGb.currency) {
    throw refuse('perGb.currency', `Who pays here has a wallet in ${currency}.`);
  }
}

async function shown(tx: Tx, ctx: Context, id: number): Promise<PriceRowDto> {
  const [dto] = await toPriceRowDtos(ctx, [await tx.price.findUniqueOrThrow({ where: { id } })], tx);
  if (!dto) throw notFound('The price');
  return dto;
}

/**
 * Adds a price per GB from now or a later instant on. One of the same scope that is in force then ends there; orders keep
 * the price that they were made at. Throws `invalid_input`.
 */
export async function addPrice(ctx: Context, input: PriceRowInput): Promise<PriceRowDto> {
  requireRole(ctx.actor, 'admin');
  const from = startOf(ctx, input.validFrom);
  const steps = keptSteps(input);
  return inTransaction(async (tx) => {
    await assertOwner(tx, input);
    const scope = {
      customerId: input.customerId ?? null,
      agentId: input.agentId ?? null,
      connectionId: input.connectionId ?? null,
    };
    const { price: perGb, currency } = input.perGb;
    const { stepsBy } = input;
    const id = await beginPrice(tx, ctx, {
      scope,
      perGb,
      currency,
      steps: steps.length > 0 ? steps : null,
      stepsBy,
      from,
    });
    await recordAudit(tx, ctx, {
      action: 'price.added',
      entity: 'price',
      entityId: id,
      agentId: scope.agentId,
      after: { ...scope, perGb, currency, steps, stepsBy, validFrom: from },
    });
    return shown(tx, ctx, id);
  });
}

/** Ends a price now or later; one that has not begun is withdrawn, and the one before goes on. Throws `invalid_state`. */
export async function endPrice(ctx: Context, input: { id: number } & EndInput): Promise<PriceRowDto> {
  requireRole(ctx.actor, 'admin');
  const at = endOf(ctx, input.at);
  return inTransaction(async (tx) => {
    const row = await tx.price.findUnique({ where: { id: input.id }, select: { agentId: true, validTo: true } });
    if (!row) throw notFound('The price');
    if (!(await endPriceAt(tx, input.id, at))) throw new AppError('invalid_state', 'This price has ended by then.');
    await recordAudit(tx, ctx, {
      action: 'price.ended',
      entity: 'price',
      entityId: input.id,
      agentId: row.agentId,
      before: { validTo: row.validTo },
      after: { validTo: at },
    });
    return shown(tx, ctx, input.id);
  });
}
