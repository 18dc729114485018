/** What a provider's failure means to us. */
export type ProviderErrorKind =
  /** The token or key is wrong, expired or incomplete: a person must mend the connection. */
  | 'unauthorized'
  /** The provider understood and said no, in its own words. */
  | 'refused'
  /** No whole answer: unreachable, time-out, broken off. */
  | 'unreachable'
  /** An answer that is not what the provider documents: HTML, truncated or wrong-typed JSON, a missing field. */
  | 'malformed'
  /** Our own budget for this provider is used up for now. */
  | 'budget';

/** Thrown by reads. `message` never holds a secret; `field` names the first wrong field of a malformed answer. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly providerCode: string | undefined;
  readonly providerMessage: string | undefined;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The provider does not have this endpoint at this address at all. */
  readonly notOffered: boolean;

  constructor(
    kind: ProviderErrorKind,
    message: string,
    details: {
      providerCode?: string | undefined;
      providerMessage?: string | undefined;
      field?: string | undefined;
      retryAfterSeconds?: number | undefined;
      notOffered?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'ProviderError';
    this.kind = kind;
    this.providerCode = details.providerCode;
    this.providerMessage = details.providerMessage;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.notOffered = details.notOffered ?? false;
  }
}
