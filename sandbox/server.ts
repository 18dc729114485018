import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { controlRoutes } from './control';
import { type ExchangeTools, exchange } from './exchange';
import type { ProviderName } from './provider-api';
import { SandboxState, type SeedName } from './sandbox-state';

interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** Where the journal lives; one sandbox at a time. */
  dataDir: string;
  /** What an empty data directory begins with; default `demo`. */
  seed?: SeedName;
  now?: () => Date;
}

export interface RunningSandbox {
  url: string;
  port: number;
  /** Closes the server and every open connection, hanging ones too. */
  stop(): Promise<void>;
}

const names: readonly ProviderName[] = ['ipweb', 'freebit', 'ipidea'];

/** Starts the provider sandbox: three providers and the control API behind one address. Rejects if the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const now = options.now ?? (() => new Date());
  const state = new SandboxState(options.dataDir, options.seed ?? 'demo', now);
  const tools: ExchangeTools = {
    faults: state.faults,
    calls: state.calls,
    now,
    recordLagMinutes: ({ name }) => (name === 'freebit' ? 0 : state.settings.current[name].recordLagMinutes),
  };
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const name of names) app.all(`/${name}/*`, (context) => exchange(context, state.provider(name), tools));
  app.route('/control', controlRoutes(state));
  app.get('/', (context) => context.text('Gigatill provider sandbox\n'));

  const server = createAdaptorServer({ fetch: app.fetch });
  if (!('closeAllConnections' in server)) throw new Error('The sandbox needs an HTTP/1.1 server');
  const host = options.host ?? '127.0.0.1';
  const address = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error('The sandbox has no TCP address'));
      else resolve(bound);
    });
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        state.close();
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://${host}:${address.port}`, port: address.port, stop };
}
