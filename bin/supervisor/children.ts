import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagedNode, root } from '../install.mjs';
import { identify, isAlive, type ProcessIdentity, stopProcess, toIdentity } from '../process-identity.mjs';

/** A Node process of ours that ends when the supervisor does. */
export type Child = {
  /** When it has ended, and how. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Asks it to stop and kills it after `graceMs`. */
  stop: (graceMs: number) => Promise<void>;
  onMessage: (listener: (message: unknown) => void) => void;
};

/** With `errors`, only what the process writes to stderr is passed on. */
type Options = { env: NodeJS.ProcessEnv; output?: 'inherit' | 'errors' | ((text: string) => void) };

const started = new Set<ProcessIdentity>();
let register: string | undefined;

function writeRegister(): void {
  if (register !== undefined) writeFileSync(register, JSON.stringify([...started]));
}

/**
 * Ends what a killed supervisor of the same data folder has left running, and notes our own children there from now on.
 */
export async function adoptChildren(dataDir: string): Promise<void> {
  register = join(dataDir, 'children.json');
  const left: unknown[] = existsSync(register) ? JSON.parse(readFileSync(register, 'utf8')) : [];
  const alive = left.map(toIdentity).filter((identity) => identity !== undefined && isAlive(identity));
  await Promise.all(alive.map((identity) => identity && stopProcess(identity, 5000)));
  writeRegister();
}

function forward(child: ChildProcess, listener: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listener);
}

/** Starts `node ARGS` in a process group of its own: a Ctrl-C at the terminal is the supervisor's to handle. */
export function startChild(args: string[], { env, output = 'inherit' }: Options): Child {
  const passed = typeof output === 'function' ? 'pipe' : 'inherit';
  const stdio = ['ignore', output === 'errors' ? 'ignore' : passed, passed, 'ipc'] as const;
  const child = spawn(packagedNode(), args, { cwd: root, env, detached: true, stdio: [...stdio] });
  if (typeof output === 'function') forward(child, output);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity !== undefined) started.add(identity);
  writeRegister();
  return {
    ended: new Promise((resolve) => {
      child.on('error', () => undefined); // then 'close' follows
      child.on('close', (code, signalName) => {
        if (identity !== undefined) started.delete(identity);
        writeRegister();
        resolve({ code, signal: signalName });
      });
    }),
    stop: async (graceMs) => {
      if (identity !== undefined) await stopProcess(identity, graceMs);
    },
    onMessage: (listener) => child.on('message', listener),
  };
}
