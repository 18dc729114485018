'use server';

import { revalidatePath } from 'next/cache';
import type { Outcome } from '@/components/ui/outcome';
import { changeBillingSettings } from '@/lib/billing';
import { type BillingSettingsDto, billingSettingsPatch } from '@/lib/billing/settings-schemas';
import { action } from '@/lib/boundary/action';
import { nested } from '../../field-errors';
import { toOutcome } from '../../outcome';

const change = action
  .inputSchema(billingSettingsPatch, nested)
  .action(({ parsedInput, ctx }) => changeBillingSettings(ctx, parsedInput));

function shown(outcome: Outcome<BillingSettingsDto>): Outcome<BillingSettingsDto> {
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}

/** Writes down who issues statements. */
export async function changeIssuerAction(issuer: BillingSettingsDto['issuer']): Promise<Outcome<BillingSettingsDto>> {
  return shown(toOutcome(await change({ issuer })));
}

/** Chooses the amounts above which somebody is asked again. */
export async function changeLimitsAction(limits: BillingSettingsDto['limits']): Promise<Outcome<BillingSettingsDto>> {
  return shown(toOutcome(await change({ limits })));
}
