/** Stable, snake_case codes that callers may rely on, with the HTTP status each one maps to. */
export const ERROR_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  confirmation_needed: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  idempotency_conflict: 409,
  invalid_state: 409,
  similar_order: 409,
  already_exists: 409,
  payload_too_large: 413,
  refused: 422,
  insufficient_funds: 422,
  daily_cap_reached: 422,
  not_supported: 422,
  amount_not_whole: 422,
  no_price: 422,
  connection_disabled: 422,
  provider_refused: 422,
  rate_limited: 429,
  cool_down: 429,
  internal: 500,
  provider_error: 502,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export type FieldError = { path: string; message: string };

/**
 * An error that a caller may see. `message` is the user's sentence (says what to do); `internal` is for the log.
 * `retryAfterSeconds` is set where waiting helps.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly internal: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: readonly FieldError[];
  /** The order that was made all the same. */
  readonly orderId: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      internal?: string;
      retryable?: boolean;
      retryAfterSeconds?: number;
      fields?: readonly FieldError[];
      orderId?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.internal = options.internal;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.retryable = options.retryable ?? options.retryAfterSeconds !== undefined;
    this.fields = options.fields ?? [];
    this.orderId = options.orderId;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** "Not found", also for what the caller may not see: the two must not differ. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `${what} was not found.`);
}

/** For exhaustive switches: a new member of a closed union becomes a type error here. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`);
}
