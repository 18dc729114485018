import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../bin/free-port';
import { packagedNode, root, typescript } from '../../bin/install.mjs';
import { parentOf } from '../../bin/process-identity.mjs';

/** One `npm start` or `npm run worker`: a supervisor with the process that it looks after. */
export type Member = {
  kind: 'app' | 'worker';
  port: number;
  url: string;
  /** All that it has printed. */
  output: () => string;
  isAlive: () => boolean;
  /** The process that the supervisor looks after; another one after it was started again. */
  servicePid: () => number | undefined;
  /** SIGTERM lets it finish; SIGKILL ends both processes at once, as a power cut would. Returns when they have gone. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

const READY = { app: 'Gigatill is ready at', worker: 'The worker is ready.' } as const;

/** On other systems than Linux there is no /proc to read: the children end by themselves a moment later. */
function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => parentOf(other) === pid);
}

function closed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()));
}

/** Apps and workers of one installation; `env` is what they share. */
export class Fleet {
  readonly members: Member[] = [];
  readonly #env: Record<string, string>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'gigatill-fleet-'));
  #count = 0;

  constructor(env: Record<string, string>) {
    this.#env = env;
    chmodSync(this.#folder, 0o711);
  }

  /** Starts a member on a data folder of its own; returns when it is ready. @throws with its output when it ends first. */
  async start(kind: Member['kind']): Promise<Member> {
    this.#count += 1;
    const dataDir = join(this.#folder, String(this.#count));
    const port = await freePort();
    const supervisor = typescript('bin/supervisor.ts', kind === 'app' ? '--start' : '--worker');
    const child = spawn(packagedNode(), supervisor, {
      cwd: root,
      env: { ...process.env, ...this.#env, PORT: String(port), GIGATILL_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let alive = true;
    const gone = closed(child).then(() => {
      alive = false;
    });
    const ready = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          output += text;
          if (output.includes(READY[kind])) resolve();
        });
      }
    });
    const service = () => (child.pid === undefined ? [] : childrenOf(child.pid));
    const member: Member = {
      kind,
      port,
      url: `http://127.0.0.1:${port}`,
      output: () => output,
      isAlive: () => alive,
      servicePid: () => service().at(-1),
      end: async (signal) => {
        const pids = signal === 'SIGKILL' ? service() : [];
        child.kill(signal);
        for (const pid of pids) process.kill(pid, signal);
        await gone;
      },
    };
    this.members.push(member);
    await Promise.race([ready, gone.then(() => Promise.reject(new Error(`a ${kind} did not start:\n${output}`)))]);
    return member;
  }

  /** Those of a kind that still run. */
  alive(kind: Member['kind']): Member[] {
    return this.members.filter((member) => member.kind === kind && member.isAlive());
  }

  /** What all of them have printed, for a test that fails. */
  output(): string {
    return this.members.map(({ kind, port, output }) => `--- ${kind} ${port}\n${output()}`).join('\n');
  }

  async stop(): Promise<void> {
    await Promise.all(this.members.filter((one) => one.isAlive()).map((one) => one.end('SIGTERM')));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
