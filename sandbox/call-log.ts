import type { ProviderName } from './provider-api';
import { dayNumberAt, dayText, TOKYO_OFFSET_HOURS } from './zone-days';

/** One call as `GET /control/calls` shows it. */
export interface Call {
  n: number;
  at: string;
  provider: ProviderName;
  method: string;
  path: string;
  /** Query, form and JSON fields; secrets read `[redacted]`. */
  fields: Record<string, string>;
  /** The customer or account the call was about. */
  subject: string | null;
  /** What the caller got: an HTTP status with the provider's code, or how the call was broken. */
  outcome: string;
  fault: string | null;
  applied: boolean;
}

const MAX_CALLS = 20_000;

/** The last calls of all providers, in memory. */
export class CallLog {
  #calls: Call[] = [];
  #next = 1;

  add(call: Omit<Call, 'n'>): void {
    this.#calls.push({ n: this.#next, ...call });
    this.#next += 1;
    if (this.#calls.length > MAX_CALLS * 1.1) this.#calls = this.#calls.slice(-MAX_CALLS);
  }

  list(provider: string | null): Call[] {
    return provider === null ? this.#calls : this.#calls.filter((call) => call.provider === provider);
  }

  clear(): void {
    this.#calls = [];
  }
}

/** How often each subject was asked for on each day in Tokyo, by the last word of the path: the guard against polling. */
export function countCalls(calls: readonly Call[]): { path: string; subject: string; day: string; count: number }[] {
  const counts = new Map<string, { path: string; subject: string; day: string; count: number }>();
  for (const { path, subject, at } of calls) {
    if (subject === null) continue;
    const day = dayText(dayNumberAt(Date.parse(at), TOKYO_OFFSET_HOURS));
    const key = `${path} ${subject} ${day}`;
    const known = counts.get(key) ?? { path, subject, day, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()];
}

/** Fields of a call for the log, without secrets. */
export function redact(fields: Iterable<[string, string]>, secretNames: readonly string[]): Record<string, string> {
  const shown: Record<string, string> = {};
  const secret = new Set(secretNames.map((name) => name.toLowerCase()));
  for (const [name, value] of fields) shown[name] = secret.has(name.toLowerCase()) ? '[redacted]' : value.slice(0, 300);
  return shown;
}
