import 'server-only';
import { AppError, ERROR_STATUS, type ErrorCode, type FieldError } from '@/lib/core/errors';
import { databaseTrouble } from '@/lib/infra/db-errors';
import { log } from '@/lib/infra/log';
import { doubtDatabase } from '@/lib/infra/readiness';
import { ProviderError } from '@/lib/providers/errors';

/** RFC 9457, as every error of the HTTP API leaves. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  errors?: FieldError[];
  /** The order that was made all the same. */
  orderId?: string;
};

export const PROBLEM_TITLES: Record<ErrorCode, string> = {
  invalid_input: 'The request is not valid',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  confirmation_needed: 'The password is asked for again',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  conflict: 'Conflict',
  idempotency_conflict: 'The Idempotency-Key was used with another body',
  similar_order: 'Similar order just now',
  invalid_state: 'Not possible in this state',
  already_exists: 'It exists already',
  payload_too_large: 'The body is too large',
  refused: 'Refused',
  insufficient_funds: 'Not enough money in the wallet',
  daily_cap_reached: "The day's cap is reached",
  not_supported: 'The provider cannot do this',
  amount_not_whole: "The amount is no whole number of the provider's unit",
  no_price: 'No price was agreed',
  connection_disabled: 'The connection is disabled',
  provider_refused: 'The provider refused',
  rate_limited: 'Too many requests',
  cool_down: 'Too soon',
  internal: 'Something went wrong',
  provider_error: 'The provider did not answer properly',
  unavailable: 'Not available right now',
};

/** Bounds what a provider says before it is passed on. */
const MAX_DETAIL = 500;

function ofProvider(error: ProviderError): AppError {
  const words = [error.providerCode, error.providerMessage]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');
  const detail = (words === '' ? error.message : words).slice(0, MAX_DETAIL);
  switch (error.kind) {
    case 'refused':
    case 'unauthorized':
      return new AppError('provider_refused', detail, { internal: error.message, cause: error });
    case 'budget': {
      const retryAfterSeconds = error.retryAfterSeconds ?? 60;
      const message = 'The request budget for this provider is used up for now.';
      return new AppError('rate_limited', message, { retryAfterSeconds, cause: error });
    }
    case 'unreachable':
    case 'malformed':
      return new AppError('provider_error', error.message.slice(0, MAX_DETAIL), { retryable: true, cause: error });
  }
}

/** Any error as one that a caller may see; what we did not foresee is logged under `requestId`, its words withheld. */
export function toAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ProviderError) return ofProvider(error);
  const trouble = databaseTrouble(error);
  if (trouble === 'away') {
    doubtDatabase();
    log().warn({ err: error, requestId }, 'the database does not answer');
    return new AppError('unavailable', 'The database does not answer. Try again shortly.', { retryAfterSeconds: 5 });
  }
  if (trouble === 'bad_value') {
    log().warn({ err: error, requestId }, 'a value that no schema refused');
    return new AppError('invalid_input', 'A value is out of range or cannot be stored.');
  }
  log().error({ err: error, requestId }, 'unexpected error');
  return new AppError('internal', `Something went wrong on our side. Quote this number: ${requestId}`);
}

/** An error as `application/problem+json`. */
export function problemResponse(error: AppError, extra: Record<string, string> = {}): Response {
  const problem: Problem = {
    type: `/api-docs#${error.code}`,
    title: PROBLEM_TITLES[error.code],
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.code === 'invalid_input' ? { errors: [...error.fields] } : {}),
    ...(error.orderId === undefined ? {} : { orderId: error.orderId }),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...extra });
  if (error.retryAfterSeconds !== undefined) headers.set('retry-after', String(Math.ceil(error.retryAfterSeconds)));
  if (error.code === 'unauthenticated') headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(problem), { status: ERROR_STATUS[error.code], headers });
}
