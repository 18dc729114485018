import 'server-only';
import { randomUUID } from 'node:crypto';
import { createSafeActionClient } from 'next-safe-action';
import { currentActor, isSameOrigin } from '@/lib/auth';
import { AppError, type ErrorCode, type FieldError } from '@/lib/core/errors';
import { systemClock } from '@/lib/infra/clock';
import { toAppError } from './problem';

/** What a form gets for an error: the user's sentence and, where known, the fields that it is about. */
export type ActionError = { code: ErrorCode; message: string; fields: FieldError[]; retryAfterSeconds: number | null };

/** An error as a form shows it; an unforeseen one is logged, and its message carries the number in the log. */
export function toActionError(error: unknown): ActionError {
  const { code, message, fields, retryAfterSeconds } = toAppError(error, randomUUID());
  return { code, message, fields: [...fields], retryAfterSeconds: retryAfterSeconds ?? null };
}

/** For what needs no sign-in, such as signing in. */
export const publicAction = createSafeActionClient({
  defaultValidationErrorsShape: 'flattened',
  handleServerError: toActionError,
}).use(async ({ next }) => {
  if (await isSameOrigin()) return next();
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
