import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../../e2e/fixtures/app';
import { postOrder } from './post-order';
import type { Seller, World } from './world';

/** What may happen to a call at the provider; most of them after it took effect. */
const FAULTS = [
  'refuse',
  'error_before',
  'error_after',
  'apply_then_drop',
  'apply_then_hang',
  'truncate',
  'wrong_type',
  'html',
  'delay',
] as const;
const FAULT_SHARE = 0.3;
/** How often both servers get the same order at once, as from a double click. */
const DOUBLE_SHARE = 0.1;

/** A client that tops up one account again and again and repeats each order, under its key, until it is answered. */
export class Buyer {
  /** Orders by idempotency key, as the servers told. */
  readonly made = new Map<string, Set<string>>();
  faults = 0;
  readonly #world: World;
  readonly #seller: Seller;
  readonly #apps: readonly App[];
  #turn: number;

  constructor(world: World, seller: Seller, apps: readonly App[], turn: number) {
    this.#world = world;
    this.#seller = seller;
    this.#apps = apps;
    this.#turn = turn;
  }

  async buy(until: number): Promise<void> {
    while (Date.now() < until) {
      if (Math.random() < FAULT_SHARE) await this.#addFault();
      const key = randomUUID();
      this.made.set(key, new Set());
      const once = () => this.#order(key, until + 60_000);
      await Promise.all(Math.random() < DOUBLE_SHARE ? [once(), once()] : [once()]);
    }
  }

  async #addFault(): Promise<void> {
    const kind = FAULTS[Math.floor(Math.random() * FAULTS.length)];
    const match = { provider: 'ipweb', path: 'rechargeTrafficCount', contains: this.#seller.externalId };
    const fault = { kind, ...(kind === 'delay' ? { ms: 3_000 } : {}) };
    await this.#world.sandbox.control('faults', 'POST', { match, fault });
    this.faults += 1;
  }

  async #order(key: string, giveUpAt: number): Promise<void> {
    while (Date.now() < giveUpAt) {
      this.#turn += 1;
      const app = this.#apps[this.#turn % this.#apps.length];
      const { accountId } = this.#seller;
      const id = app && (await postOrder({ url: app.url, apiKey: this.#world.key, accountId, idempotencyKey: key }));
      if (id !== undefined) {
        this.made.get(key)?.add(id);
        return;
      }
      await pause(200);
    }
  }
}
