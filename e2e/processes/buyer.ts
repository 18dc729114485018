import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { postOrder } from '@/bench/orders/post-order';

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
      const id = await postOrder({
        url: this.#url,
        apiKey: this.#key,
        accountId: this.#accountId,
        idempotencyKey: key,
      });
      if (id !== undefined) {
        this.made.get(key)?.add(id);
        return;
      }
      this.repeated += 1;
      await sleep(AGAIN_MS); // as a client does: not at once again
    }
  }
}
