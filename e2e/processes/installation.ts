import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Sandbox, startSandboxProcess } from '@/bench/machine/sandbox';
import { withClient } from '@/bin/postgres/client';
import { createConnection } from '@/lib/connections';
import { systemContext } from '@/lib/core/actor';
import { IPWEB_TOKEN } from '@/sandbox/credentials';

export const admin = { email: 'admin@gigatill.test', password: 'correct horse battery staple' };

/** Looks again until `look` finds something. @throws when it does not within `timeoutMs`. */
export async function until<T>(
  what: string,
  timeoutMs: number,
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await sleep(100);
  }
}

/** Runs SQL over a connection of its own, whatever our own client thinks of the database. */
export async function sql<T extends z.ZodType>(url: string, text: string, row: T): Promise<z.output<T>[]> {
  return z.array(row).parse((await withClient(url, (client) => client.query(text))).rows);
}

/** An empty database `url` on the server of `serverUrl`. */
export async function createEmpty(serverUrl: string, url: string): Promise<void> {
  await sql(serverUrl, `create database ${new URL(url).pathname.slice(1)}`, z.object({}));
}

export async function drop(serverUrl: string, url: string): Promise<void> {
  await sql(serverUrl, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`, z.object({}));
}

const callsSchema = z.object({
  calls: z.array(
    z.object({ at: z.string(), path: z.string(), fields: z.record(z.string(), z.string()), outcome: z.string() }),
  ),
});
export type Call = z.infer<typeof callsSchema>['calls'][number];

/** A provider of its own with one connection to it, so that its log of calls is that connection's. */
export type Upstream = {
  sandbox: Sandbox;
  connectionId: number;
  calls: () => Promise<Call[]>;
  stop: () => Promise<void>;
};

/** Starts a provider with `customers` × `days` rows of usage and connects it with a budget of `perMinute` requests. */
export async function addUpstream(
  name: string,
  { customers, days, perMinute }: { customers: number; days: number; perMinute: number },
): Promise<Upstream> {
  const folder = mkdtempSync(join(tmpdir(), 'gigatill-upstream-'));
  const sandbox = await startSandboxProcess(folder);
  await sandbox.control('seed', 'POST', { provider: 'ipweb', customers, days });
  const { id } = await createConnection(systemContext('test'), {
    provider: 'ipweb',
    name,
    baseUrl: `${sandbox.url}/ipweb`,
    credentials: { token: IPWEB_TOKEN },
    settings: { requestsPerMinute: perMinute },
  });
  return {
    sandbox,
    connectionId: Number(id),
    calls: async () => callsSchema.parse(await sandbox.control('calls')).calls,
    stop: async () => {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The most calls in any sixty seconds, wherever they begin. */
export function mostInAMinute(calls: readonly Call[]): number {
  const times = calls.map(({ at }) => Date.parse(at));
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length));
}
