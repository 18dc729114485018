import type { JournalEntry } from './journal';
import type { JsonNode } from './json-text';

export type ProviderName = 'ipweb' | 'freebit' | 'ipidea';

/** One call as a provider sees it. */
export interface ApiRequest {
  method: string;
  /** The path after the provider's prefix, e.g. `/open/dynamic/flowReport`. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  contentType: string;
  bodyText: string;
  /** The fields of an urlencoded or multipart body, else null. */
  form: URLSearchParams | null;
  nowMs: number;
  /** Record lists leave out what is younger than this. */
  recordLagMs: number;
}

/** What a provider answers, before any fault spoils it. */
export interface ApiAnswer {
  httpStatus: number;
  body: JsonNode;
  /** True if this call changed the provider's state. */
  applied: boolean;
  /** The provider's own result code, for the call log. */
  code: string;
  /** The account or customer the call was about, for the call log. */
  subject: string | null;
}

/** Which applied effects `GET /control/ledger` wants. */
export interface EffectFilter {
  /** A customer, account or order of the provider; null for all. */
  subject: string | null;
  /** Also what the world began with, where the provider has such effects. */
  history: boolean;
}

/** A provider in the sandbox: pure calls in, answers out; every change goes through the journal. */
export interface ProviderApi {
  readonly name: ProviderName;
  /** Query, form and JSON fields that the call log must not show. */
  readonly secretFields: readonly string[];
  handle(request: ApiRequest): ApiAnswer;
  /** A refusal in the provider's own words; nothing is applied. */
  refusal(request: ApiRequest): ApiAnswer;
  /** The answer to a call whose token is no longer valid. */
  expiredToken(request: ApiRequest): ApiAnswer;
  /** Adds one row to the list this call reads, so that its total moves. */
  moveTotal(request: ApiRequest): void;
  /** What calls (and the operator) changed, oldest first. */
  effects(filter: EffectFilter): object[];
  /** Replays an entry of the journal. */
  apply(entry: JournalEntry): void;
}
