'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { IpPriceDraft, PriceDraft } from '@/components/billing/types';
import type { Outcome } from '@/components/ui/outcome';
import { addIpPrice, addPrice, endIpPrice, endPrice } from '@/lib/billing';
import { endInput, ipPriceInput, priceRowInput } from '@/lib/billing/price-schemas';
import { action } from '@/lib/boundary/action';
import { filterIdSchema } from '@/lib/core/paging';
import { nested } from '../../field-errors';
import { toOutcome } from '../../outcome';

const ended = endInput.extend({ id: filterIdSchema });

const add = action.inputSchema(priceRowInput, nested).action(({ parsedInput, ctx }) => addPrice(ctx, parsedInput));
const end = action.inputSchema(ended).action(({ parsedInput, ctx }) => endPrice(ctx, parsedInput));
const addIp = action.inputSchema(ipPriceInput, nested).action(({ parsedInput, ctx }) => addIpPrice(ctx, parsedInput));
const endIp = action.inputSchema(ended).action(({ parsedInput, ctx }) => endIpPrice(ctx, parsedInput));

/** A day's first instant in UTC; nothing for now. */
const instantOf = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : null);

const orNull = (text: string) => (text === '' ? null : text);

function shown(outcome: Outcome<{ id: string }>): Outcome<{ id: string }> {
  if (!outcome.ok) return outcome;
  revalidatePath('/', 'layout');
  return { ok: true, data: { id: outcome.data.id } };
}

/** `100: 1.20, 500: 1.00` as steps; what is no such pair is left for the schema to refuse. */
function stepsOf(text: string): { fromGb: string; perGb: string }[] {
  const pairs = text.split(/[,;\n]/).filter((part) => part.trim() !== '');
  return pairs.map((pair) => {
    const [fromGb = '', perGb = ''] = pair.split(/[:=]/).map((part) => part.trim());
    return { fromGb, perGb };
  });
}

/** Adds a price per GB. */
export async function addPriceAction(draft: PriceDraft): Promise<Outcome<{ id: string }>> {
  const [kind, id = ''] = draft.whose.split(':');
  return shown(
    toOutcome(
      await add({
        customerId: kind === 'customer' ? id : null,
        agentId: kind === 'agent' ? id : null,
        connectionId: orNull(draft.connectionId),
        perGb: { amount: draft.perGb, currency: draft.currency },
        steps: stepsOf(draft.steps),
        stepsBy: z.enum(['order', 'month']).catch('order').parse(draft.stepsBy),
        validFrom: instantOf(draft.from),
      }),
    ),
  );
}

/** Ends a price per GB at the beginning of a day, or at once. */
export async function endPriceAction(id: string, day: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await end({ id, at: instantOf(day) })));
}

/** Adds a price for an IP. */
export async function addIpPriceAction(draft: IpPriceDraft): Promise<Outcome<{ id: string }>> {
  return shown(
    toOutcome(
      await addIp({
        agentId: orNull(draft.agentId),
        product: z.enum(['isp', 'static']).nullable().catch(null).parse(draft.product),
        region: orNull(draft.region),
        duration: z.enum(['week', 'month', 'quarter']).nullable().catch(null).parse(draft.duration),
        perIp: { amount: draft.perIp, currency: draft.currency },
        validFrom: instantOf(draft.from),
      }),
    ),
  );
}

/** Ends a price for an IP at the beginning of a day, or at once. */
export async function endIpPriceAction(id: string, day: string): Promise<Outcome<{ id: string }>> {
  return shown(toOutcome(await endIp({ id, at: instantOf(day) })));
}
