import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** One thing that happened. Amounts are decimal strings or integer strings, never floats. */
export interface JournalEntry {
  owner: 'sandbox' | 'ipweb' | 'freebit' | 'ipidea';
  type: string;
  /** Unix milliseconds. */
  at: number;
  [key: string]: JsonValue;
}

/** An append-only file of JSON lines: the sandbox's whole memory. A line is in the file before its answer leaves. */
export class Journal {
  readonly #path: string;
  #fd: number;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#path = join(dataDir, 'journal.jsonl');
    this.#fd = openSync(this.#path, 'a+');
  }

  /** Every complete entry, oldest first. A half-written last line (a kill in the middle of a write) is cut off. */
  read(): JournalEntry[] {
    if (!existsSync(this.#path)) return [];
    const bytes = readFileSync(this.#path);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end < bytes.length) ftruncateSync(this.#fd, end);
    const lines = bytes.subarray(0, end).toString('utf8').split('\n');
    // The file is written by append() alone, so its lines have the entry's shape.
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEntry);
  }

  append(entry: JournalEntry): void {
    writeSync(this.#fd, `${JSON.stringify(entry)}\n`);
  }

  clear(): void {
    ftruncateSync(this.#fd, 0);
  }

  close(): void {
    if (this.#fd < 0) return;
    closeSync(this.#fd);
    this.#fd = -1;
  }
}
