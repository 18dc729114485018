'use server';

import { revalidatePath } from 'next/cache';
import type { Outcome } from '@/components/ui/outcome';
import { clearAlertRule, setAlertRule } from '@/lib/alerts';
import { type AlertRuleDto, alertRuleInput, alertTarget } from '@/lib/alerts/schemas';
import { action } from '@/lib/boundary/action';
import { toOutcome } from '../../outcome';

const set = action.inputSchema(alertRuleInput).action(({ parsedInput, ctx }) => setAlertRule(ctx, parsedInput));
const clear = action.inputSchema(alertTarget).action(({ parsedInput, ctx }) => clearAlertRule(ctx, parsedInput));

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Sets the thresholds of whom the form is for, or lets them follow what counts above. */
export async function alertRuleAction(
  _before: Outcome<AlertRuleDto> | null,
  form: FormData,
): Promise<Outcome<AlertRuleDto>> {
  const target = {
    scope: text(form, 'scope') === 'pool' ? ('pool' as const) : ('account' as const),
    agentId: text(form, 'agentId') || null,
    customerId: text(form, 'customerId') || null,
  };
  const outcome =
    form.get('act') === 'clear'
      ? toOutcome(await clear(target))
      : toOutcome(
          await set({
            ...target,
            enabled: form.get('enabled') === 'yes',
            percents: text(form, 'percents'),
            gbs: text(form, 'gbs'),
            days: text(form, 'days'),
          }),
        );
  if (outcome.ok) revalidatePath('/', 'layout');
  return outcome;
}
