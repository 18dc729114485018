import 'server-only';
import { randomUUID } from 'node:crypto';
import { getLocale } from 'next-intl/server';
import { createSafeActionClient } from 'next-safe-action';
import { currentActor, isSameOrigin } from '@/lib/auth';
import { AppError, type ErrorCode, type FieldError } from '@/lib/core/errors';
import type { Locale } from '@/lib/core/locales';
import { systemClock } from '@/lib/infra/clock';
import { inLanguage } from '@/messages/sentences';
import { toldIn } from '@/messages/told';
import { toAppError } from './problem';

/** What a form gets for an error: the user's sentence and, where known, the fields that it is about. */
export type ActionError = { code: ErrorCode; message: string; fields: FieldError[]; retryAfterSeconds: number | null };

/** An error as a form shows it; an unforeseen one is logged, and its message carries the number in the log. */
export function toActionError(error: unknown): ActionError {
  const { code, message, fields, retryAfterSeconds } = toAppError(error, randomUUID());
  return { code, message, fields: [...fields], retryAfterSeconds: retryAfterSeconds ?? null };
}

/** The same in the reader's language. */
async function localised(error: unknown): Promise<ActionError> {
  const shown = toActionError(error);
  const locale = await getLocale();
  const fields = shown.fields.map(({ path, message }) => ({ path, message: inLanguage(message, locale) }));
  return { ...shown, message: toldIn(shown.message, locale), fields };
}

/** Translates in place what a schema found: lists of sentences, however deep. */
function translateLists(errors: unknown, locale: Locale): void {
  if (typeof errors !== 'object' || errors === null) return;
  for (const value of Object.values(errors)) {
    if (Array.isArray(value)) value.splice(0, value.length, ...value.map((text) => inLanguage(String(text), locale)));
    else translateLists(value, locale);
  }
}

/** For what needs no sign-in, such as signing in. */
export const publicAction = createSafeActionClient({
  defaultValidationErrorsShape: 'flattened',
  handleServerError: localised,
}).use(async ({ next }) => {
  if (await isSameOrigin()) {
    const result = await next();
    translateLists(result.validationErrors, await getLocale());
    return result;
  }
  throw new AppError('forbidden', 'This form belongs to another site.');
});

/**
 * A server action of a signed-in person:
 * `action.inputSchema(schema).action(({ parsedInput, ctx }) => verb(ctx, parsedInput))`.
 * What the verb throws arrives as `result.serverError` (an ActionError).
 */
export const action = publicAction.use(async ({ next }) => {
  const actor = await currentActor();
  if (actor) return next({ ctx: { actor, now: systemClock } });
  throw new AppError('unauthenticated', 'Your session is over. Sign in again.');
});
