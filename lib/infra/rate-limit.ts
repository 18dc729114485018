import 'server-only';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { CLOCKS_APART_MS } from './clock';
import { db } from './db';
import { log } from './log';

/** What rate-limiter-flexible asks of a PostgreSQL client, answered through the process's one pool. */
const store = {
  query: async ({ text, values = [] }: { text: string; values?: unknown[] }) => {
    const rows = await db().$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
    // It reckons with numbers; a bigint column (an instant in milliseconds) would not mix with them.
    const plain = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]),
      ),
    );
    return { rows: plain, rowCount: plain.length };
  },
};

const SWEEP_MS = 600_000;
let sweptAt = performance.now();

/** Removes what is over, now and then, so that the table holds the keys of the last minutes only. */
function sweep(): void {
  if (performance.now() - sweptAt < SWEEP_MS) return;
  sweptAt = performance.now();
  db()
    .rateLimit.deleteMany({ where: { expire: { lt: Date.now() - SWEEP_MS } } })
    .catch((error: unknown) => log().warn({ err: error }, 'old rate limits stay'));
}

/** A limit of `points` in each window of `durationSeconds`, shared by all processes. */
export class SharedLimit {
  readonly #limiter: RateLimiterPostgres;
  readonly #durationMs: number;

  constructor(name: string, points: number, durationSeconds: number) {
    this.#durationMs = durationSeconds * 1000;
    this.#limiter = new RateLimiterPostgres({
      storeClient: store,
      storeType: 'client',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: durationSeconds,
      clearExpiredByTimeout: false, // it would keep a timer for each limit that was ever made
    });
  }

  /**
   * Uses up points at once, before the act that they are for. `msBeforeNext` is until the window ends.
   * Throws only when the database does not answer.
   */
  async take(key: string, points = 1): Promise<{ allowed: boolean; msBeforeNext: number }> {
    sweep();
    const taken = await this.#consume(key, points);
    if (taken.msBeforeNext <= this.#durationMs + CLOCKS_APART_MS) return taken;
    await this.forget(key); // its window was begun by a clock that was ahead, and would last until that time has come
    return this.#consume(key, points);
  }

  async #consume(key: string, points: number): Promise<{ allowed: boolean; msBeforeNext: number }> {
    try {
      const { msBeforeNext } = await this.#limiter.consume(key, points);
      return { allowed: true, msBeforeNext };
    } catch (error) {
      if (error instanceof RateLimiterRes) return { allowed: false, msBeforeNext: error.msBeforeNext };
      throw error;
    }
  }

  /** Gives points back. */
  async giveBack(key: string, points = 1): Promise<void> {
    await this.#limiter.reward(key, points);
  }

  /** Forgets a key. */
  async forget(key: string): Promise<void> {
    await this.#limiter.delete(key);
  }
}
