import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const ANSWER_TIMEOUT_MS = 15_000;
const AGAIN_MS = 100;
/** Between two orders: the load is to last, not to keep the machine from starting processes. */
const PACE_MS = 100;

/** A client that tops up one account again and again. Each order is posted twice at once, until both posts are answered. */
export class Buyer {
  /** Orders by idempotency key, as the servers told. */
  readonly made = new Map<string, Set<string>>();
  /** How many posts had no answer, or one that asked to come again. */
  repeated = 0;
  readonly #url: string;
  readonly #key: string;
  readonly #accountId: number;
  #leaving = false;

  constructor(url: string, key: string, accountId: number) {
    this.#url = url;
    this.#key = key;
    this.#accountId = accountId;
  }

  async buy(): Promise<void> {
    while (!this.#leaving) {
      const key = randomUUID();
      this.made.set(key, new Set());
      await Promise.all([this.#order(key), this.#order(key), sleep(PACE_MS)]);
    }
  }

  /** Lets the present order be answered, then ends. */
  leave(): void {
    this.#leaving = true;
  }

  async #order(key: string): Promise<void> {
    for (;;) {
      const id = await this.#post(key);
      if (id !== undefined) {
        this.made.get(key)?.add(id);
        return;
      }
      this.repeated += 1;
      await sleep(AGAIN_MS); // as a client does: not at once again
    }
  }

  async #post(key: string): Promise<string | undefined> {
    let response: Response;
    try {
      response = await fetch(`${this.#url}/api/v1/orders`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#key}`,
          'content-type': 'application/json',
          'idempotency-key': key,
          connection: 'close', // the next one goes to the next server
        },
        body: JSON.stringify({ type: 'top_up', accountId: String(this.#accountId), amountGb: '0.01' }),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      const body: unknown = await response.json();
      if (response.status === 200 || response.status === 201) return z.object({ id: z.string() }).parse(body).id;
      if (response.status < 429) throw new z.ZodError([{ code: 'custom', path: [], message: JSON.stringify(body) }]);
    } catch (error) {
      if (error instanceof z.ZodError) throw error;
    }
    return undefined; // killed, or away: asked again, under the same key
  }
}
