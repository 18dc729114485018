import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from './children';

type Options = {
  /** For the operator, such as "The app". */
  name: string;
  args: string[];
  env: () => NodeJS.ProcessEnv;
  say: (line: string) => void;
  onMessage?: (message: unknown) => void;
};

/** Up for this long, a process counts as healthy again. */
const healthyAfterMs = 60_000;
const longestPauseMs = 30_000;

/** A child that is started again, with back-off, when it ends by itself. */
export class Service {
  readonly #options: Options;
  #child: Child | undefined;
  #stopping = false;
  #failures = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    void this.#run();
  }

  /** How often in a row it ended soon after it was started. */
  get failures(): number {
    return this.#failures;
  }

  /** Stops the present child; a new one follows at once, with a fresh environment. */
  async restart(graceMs: number): Promise<void> {
    this.#failures = -1;
    await this.#child?.stop(graceMs);
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    await this.#child?.stop(graceMs);
  }

  async #run(): Promise<void> {
    const { name, args, env, say, onMessage } = this.#options;
    while (!this.#stopping) {
      const startedAt = Date.now();
      this.#child = startChild(args, { env: env() });
      if (onMessage !== undefined) this.#child.onMessage(onMessage);
      const { code, signal } = await this.#child.ended;
      if (this.#stopping) return;
      this.#failures = Date.now() - startedAt > healthyAfterMs ? 1 : this.#failures + 1;
      const pauseMs = this.#failures <= 0 ? 0 : Math.min(longestPauseMs, 500 * 2 ** (this.#failures - 1));
      const how = signal === null ? `exit code ${code}` : signal;
      if (this.#failures > 0) say(`${name} stopped unexpectedly (${how}); starting it again in ${pauseMs / 1000} s.`);
      await sleep(pauseMs);
    }
  }
}
