import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from '@/lib/connections';
import { type Context, systemContext } from '@/lib/core/actor';
import { parseQuantity, type TrafficAsset } from '@/lib/core/assets';
import { db } from '@/lib/infra/db';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY, IPIDEA_APPKEY, IPIDEA_UID, IPWEB_TOKEN } from '@/sandbox/credentials';
import { type RunningSandbox, startSandbox } from '@/sandbox/server';

/** The provider sandbox and connections to it, for tests of syncing. */

export const ctx: Context = systemContext('test');

export type SandboxForTests = {
  url: string;
  control(path: string, method?: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<unknown>;
  fault(kind: string, match: object, more?: object): Promise<unknown>;
  /** How often a path was called since the call log was cleared. */
  callsTo(path: string): Promise<number>;
  stop(): Promise<void>;
};

export async function startTestSandbox(seed: 'demo' | 'empty' = 'demo'): Promise<SandboxForTests> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gigatill-sandbox-'));
  const sandbox: RunningSandbox = await startSandbox({ port: 0, dataDir, seed });
  const control: SandboxForTests['control'] = async (path, method = 'GET', body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}/control/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    url: sandbox.url,
    control,
    fault: (kind, match, more = {}) => control('faults', 'POST', { match, fault: { kind, ...more } }),
    callsTo: async (path) => {
      const { calls } = (await control('calls')) as { calls: { path: string }[] };
      return calls.filter((call) => call.path.includes(path)).length;
    },
    stop: async () => {
      await sandbox.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const CREDENTIALS = {
  ipweb: { token: IPWEB_TOKEN },
  freebit: { oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY },
  ipidea: { uid: IPIDEA_UID, appkey: IPIDEA_APPKEY },
};

let counter = 0;

/** A connection to the sandbox, or to where `change` says. */
export async function connect(
  sandbox: { url: string },
  provider: keyof typeof CREDENTIALS,
  change: object = {},
): Promise<number> {
  const made = await createConnection(ctx, {
    provider,
    name: `Connection ${++counter}`,
    baseUrl: `${sandbox.url}/${provider}`,
    credentials: CREDENTIALS[provider],
    settings: { requestsPerMinute: 6000 },
    ...change,
  });
  return Number(made.id);
}

type TruthRow = { customerId: string | number; date: string; uploadMb: string; downloadMb: string };

function units(text: string, asset: TrafficAsset): bigint {
  const quantity = parseQuantity(text, asset);
  if (!quantity) throw new Error(`no quantity: ${text}`);
  return quantity.amount;
}

/** All IPWeb usage in the sandbox, a line a day, in the unit that we store. */
export async function ipwebTruth(sandbox: SandboxForTests, from: string, to: string): Promise<string[]> {
  const { rows } = (await sandbox.control(`truth?provider=ipweb&from=${from}&to=${to}`)) as { rows: TruthRow[] };
  return rows
    .map(({ customerId, date, uploadMb, downloadMb }) => {
      const [upload, download] = [units(uploadMb, 'IPWEB_MB'), units(downloadMb, 'IPWEB_MB')];
      return `${customerId} ${date} ${upload} ${download} ${upload + download}`;
    })
    .sort();
}

/** The same as we stored it. */
export async function storedUsage(connectionId: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ line: string }[]>`
    SELECT a.external_id || ' ' || to_char(u.day, 'YYYY-MM-DD') || ' ' || u.upload || ' ' || u.download || ' ' || u.total AS line
    FROM usage_day u JOIN upstream_account a ON a.id = u.account_id WHERE a.connection_id = ${connectionId}`;
  return rows.map((row) => row.line).sort();
}
