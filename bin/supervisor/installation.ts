import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { OperatorEnvironment } from '@/lib/infra/env';
import { root, typescript, workerProgram } from '../install.mjs';
import { ensureBuild } from './build';
import { type Child, startChild } from './children';
import { portInUse } from './claim';
import { type Database, migrate, openDatabase, wantsSandbox } from './database';
import { startSandbox } from './sandbox';
import { installationSecret } from './secret';
import { Service } from './service';

export type Mode = 'start' | 'dev' | 'worker';

const setUpSchema = z.object({
  type: z.literal('set-up'),
  result: z.object({ adminEmail: z.string(), adminPassword: z.string().optional() }).optional(),
});
type SignIn = NonNullable<z.infer<typeof setUpSchema>['result']>;

/** Requests and jobs in flight have this long to finish; then the app is killed. */
const stopTimeoutMs = 20_000;
const readyTimeoutMs = 180_000;

/** All the processes of one Gigatill: database, sandbox, app or worker. */
export class Installation {
  readonly #environment: OperatorEnvironment;
  readonly #mode: Mode;
  readonly #say: (line: string) => void;
  #database: Database | undefined;
  #sandbox: { url: string; child: Child } | undefined;
  #setup: Child | undefined;
  #service: Service | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(environment: OperatorEnvironment, mode: Mode, say: (line: string) => void) {
    this.#environment = environment;
    this.#mode = mode;
    this.#say = say;
  }

  /** Brings everything up; returns when the app answers. @throws in a sentence for the operator. */
  async start(signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const abortOnError = (error: unknown) => {
      failed.abort();
      throw error;
    };
    const prepared = this.#prepare(either).catch(abortOnError);
    const built = this.#mode === 'start' ? ensureBuild(this.#say, either).catch(abortOnError) : undefined;
    // Both have ended before anything is stopped.
    const results = await Promise.allSettled([prepared, built]);
    signal.throwIfAborted();
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    await this.#startService(signal);
    this.#watch = setInterval(() => void this.#reviveDatabase(), 1000);
    this.#say(
      this.#mode === 'worker'
        ? 'The worker is ready.'
        : `Gigatill is ready at http://localhost:${this.#environment.port}`,
    );
  }

  /** Ends the app, then the sandbox, then the database, each after what depends on it. */
  async stop(): Promise<void> {
    clearInterval(this.#watch);
    await this.#service?.stop(stopTimeoutMs);
    await this.#setup?.stop(2000);
    await this.#sandbox?.child.stop(3000);
    await this.#database?.release();
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const database = await openDatabase(this.#environment, this.#say);
    this.#database = database;
    signal.throwIfAborted();
    await migrate(database, this.#say);
    if (this.#mode === 'worker') return;
    signal.throwIfAborted();
    if (this.#environment.sandbox ?? (await wantsSandbox(database.url))) {
      this.#sandbox = await startSandbox(this.#environment.dataDir);
    }
    signal.throwIfAborted();
    await this.#setUp(signal);
  }

  /** The first administrator and, with the sandbox, the demo data: a process of its own, which leaves nothing behind. */
  async #setUp(signal: AbortSignal): Promise<void> {
    const child = startChild(typescript('bin/setup.ts'), { env: this.#childEnvironment() });
    this.#setup = child;
    const abort = () => void child.stop(2000);
    signal.addEventListener('abort', abort);
    child.onMessage((message) => {
      const { result } = setUpSchema.parse(message);
      if (result !== undefined) this.#announceSignIn(result);
    });
    const { code } = await child.ended;
    signal.removeEventListener('abort', abort);
    signal.throwIfAborted();
    if (code !== 0) throw new Error('The first set-up failed; see above');
  }

  #childEnvironment(): NodeJS.ProcessEnv {
    const { dataDir, port, appUrl } = this.#environment;
    const secret = installationSecret(dataDir, this.#environment.secret);
    return {
      ...process.env,
      NODE_ENV: this.#mode === 'dev' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(port),
      APP_URL: appUrl,
      DATABASE_URL: this.#database?.url,
      GIGATILL_DATA_DIR: dataDir,
      GIGATILL_SECRET: secret,
      // The same for all processes, whoever has built the app.
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: createHmac('sha256', secret).update('server actions').digest('base64'),
      GIGATILL_SANDBOX_URL: this.#sandbox?.url,
    };
  }

  async #startService(signal: AbortSignal): Promise<void> {
    const worker = this.#mode === 'worker';
    const app = [join(root, 'bin', 'serve.mjs'), ...(this.#mode === 'dev' ? ['--dev'] : [])];
    let trouble: string | undefined;
    let isReady = async () => this.#answers();
    const onMessage = (message: unknown) => {
      const { type } = z.object({ type: z.string() }).parse(message);
      if (type === 'port-in-use') trouble = portInUse(this.#environment.port);
      if (type === 'ready') isReady = async () => true;
    };
    if (worker) isReady = async () => false;
    const service = new Service({
      name: worker ? 'The worker' : 'The app',
      args: worker ? workerProgram() : app,
      // The first administrator's password is the set-up's business alone.
      env: () => ({ ...this.#childEnvironment(), ADMIN_PASSWORD: undefined }),
      say: this.#say,
      onMessage,
    });
    this.#service = service;
    service.start();
    const deadline = Date.now() + readyTimeoutMs;
    while (!(await isReady())) {
      signal.throwIfAborted();
      if (trouble !== undefined) throw new Error(trouble);
      if (service.failures >= 4) throw new Error('The app does not start; see above');
      if (Date.now() > deadline)
        throw new Error(`The app does not become ready within ${readyTimeoutMs / 1000} s; see above`);
      await sleep(100);
    }
  }

  async #answers(): Promise<boolean> {
    try {
      const url = `http://127.0.0.1:${this.#environment.port}/api/health/ready`;
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      await response.arrayBuffer();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  async #reviveDatabase(): Promise<void> {
    if (this.#database?.isAlive() !== false) return;
    clearInterval(this.#watch);
    this.#say('The database stopped unexpectedly; starting it again.');
    const { url } = this.#database;
    try {
      this.#database = await openDatabase(this.#environment, this.#say);
      if (this.#database.url !== url) await this.#service?.restart(stopTimeoutMs);
      this.#say('The database runs again.');
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    }
    this.#watch = setInterval(() => void this.#reviveDatabase(), 1000);
  }

  /** Printed at once, because nobody could learn this password again if something failed later. */
  #announceSignIn({ adminEmail, adminPassword }: SignIn): void {
    const known = adminPassword === undefined ? 'the password from ADMIN_PASSWORD' : `the password ${adminPassword}`;
    this.#say(`Sign in as ${adminEmail} with ${known}${adminPassword === undefined ? '' : ' (shown only now)'}.`);
  }
}
