import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { packagedNode, root, typescript } from '../../bin/install.mjs';
import { median } from '../measure/statistics';

const answerSchema = z.object({ result: z.unknown().optional(), error: z.string().optional() });

/** A process that reads one database. Both sizes have one that stays open, so that their measurements can take turns. */
export class Reader {
  readonly #child;

  constructor(url: string, { top, compared }: { top: number; compared: number }) {
    this.#child = spawn(
      packagedNode(),
      typescript('bench/queries/reader-process.ts', url, String(top), String(compared)),
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
  }

  async #ask(order: object): Promise<unknown> {
    this.#child.send(order);
    const ended = new AbortController();
    const gone = once(this.#child, 'close', { signal: ended.signal }).then(() => {
      throw new Error('The reading process ended.');
    });
    const answered = once(this.#child, 'message', { signal: ended.signal });
    const [message] = await Promise.race([answered, gone]).finally(() => {
      gone.catch(() => undefined); // the abort itself
      answered.catch(() => undefined);
      ended.abort();
    });
    const { result, error } = answerSchema.parse(message);
    if (error !== undefined) throw new Error(error);
    return result;
  }

  /** Loads synthetic data and has its rankings worked out. */
  async load(customers: number, days: number): Promise<void> {
    await this.#ask({ kind: 'load', customers, days });
  }

  async names(): Promise<string[]> {
    return z
      .string()
      .array()
      .parse(await this.#ask({ kind: 'names' }));
  }

  /** Median milliseconds of an operation. */
  async time(name: string, times: number): Promise<number> {
    return median(
      z
        .number()
        .array()
        .parse(await this.#ask({ kind: 'time', name, times })),
    );
  }

  close(): void {
    this.#child.disconnect();
  }
}
