'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Outcome } from '@/components/ui/outcome';
import {
  beginTotp,
  changePassword,
  disableTotp,
  enableTotp,
  renewRecoveryCodes,
  revokeOtherSessions,
  revokeSession,
  setPreferences,
} from '@/lib/auth';
import { codeInput, passwordChange, passwordInput, preferencesInput } from '@/lib/auth/schemas';
import type { TotpSetup } from '@/lib/auth/types';
import { action } from '@/lib/boundary/action';
import type { Locale } from '@/lib/core/locales';
import { keepLocale } from '../../keep-locale';
import { toOutcome } from '../outcome';

const change = action.inputSchema(passwordChange).action(async ({ parsedInput, ctx }) => {
  await changePassword(ctx, parsedInput);
  return { changed: true };
});

const revoke = action.inputSchema(z.object({ id: z.string().min(1).max(200) })).action(async ({ parsedInput, ctx }) => {
  await revokeSession(ctx, parsedInput);
  return { revoked: true };
});

const revokeOthers = action.action(async ({ ctx }) => ({ revoked: await revokeOtherSessions(ctx) }));

const begin = action.inputSchema(passwordInput).action(({ parsedInput, ctx }) => beginTotp(ctx, parsedInput));
const enable = action.inputSchema(codeInput).action(({ parsedInput, ctx }) => enableTotp(ctx, parsedInput));
const renew = action.action(({ ctx }) => renewRecoveryCodes(ctx));
const disable = action.inputSchema(passwordInput).action(async ({ parsedInput, ctx }) => {
  await disableTotp(ctx, parsedInput);
  return { disabled: true };
});

const prefer = action.inputSchema(preferencesInput).action(async ({ parsedInput, ctx }) => {
  await setPreferences(ctx, parsedInput);
  return { saved: true };
});

/** Keeps the reader's language and time zone. */
export async function setPreferencesAction(preferences: {
  locale: Locale | null;
  timeZone: string | null;
}): Promise<Outcome<unknown>> {
  const outcome = toOutcome(await prefer(preferences));
  if (!outcome.ok) return outcome;
  await keepLocale(preferences.locale);
  revalidatePath('/', 'layout');
  return outcome;
}

/** Changes the reader's own password. */
export async function changePasswordAction(passwords: { current: string; next: string }): Promise<Outcome<unknown>> {
  return toOutcome(await change(passwords));
}

/** Ends one of the reader's sessions. */
export async function revokeSessionAction(id: string): Promise<Outcome<unknown>> {
  const outcome = toOutcome(await revoke({ id }));
  revalidatePath('/settings');
  return outcome;
}

/** Ends all of the reader's sessions but this one. */
export async function revokeOtherSessionsAction(): Promise<Outcome<unknown>> {
  const outcome = toOutcome(await revokeOthers());
  revalidatePath('/settings');
  return outcome;
}

/** Makes a secret for the reader's authenticator app. */
export async function beginTotpAction(password: string): Promise<Outcome<TotpSetup>> {
  return toOutcome(await begin({ password }));
}

/** Switches the reader's second factor on; the recovery codes are told this once. */
export async function enableTotpAction(code: string): Promise<Outcome<{ recoveryCodes: string[] }>> {
  const outcome = toOutcome(await enable({ code }));
  if (outcome.ok) revalidatePath('/settings');
  return outcome;
}

/** Replaces the reader's recovery codes; the new ones are told this once. */
export async function renewRecoveryCodesAction(): Promise<Outcome<{ recoveryCodes: string[] }>> {
  const outcome = toOutcome(await renew());
  if (outcome.ok) revalidatePath('/settings');
  return outcome;
}

/** Switches the reader's second factor off. */
export async function disableTotpAction(password: string): Promise<Outcome<unknown>> {
  const outcome = toOutcome(await disable({ password }));
  if (outcome.ok) revalidatePath('/settings');
  return outcome;
}
