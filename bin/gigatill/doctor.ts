import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { pendingMigrations } from '../../prisma/migrate';
import { withClient } from '../postgres/client';
import { BadNews, explain, print, printJson } from './output';
import { type Session, withInstallation } from './session';

type State = 'ok' | 'warning' | 'failed';
type Finding = { check: string; state: State; detail: string; advice?: string };

const serverSchema = z.object({ version: z.string(), now: z.date(), size: z.string() });

async function databaseAndClock({ database }: Session): Promise<Finding[]> {
  const startedAt = Date.now();
  const { version, now, size } = await withClient(database.url, async (client) => {
    const { rows } = await client.query(
      "select current_setting('server_version') as version, clock_timestamp() as now, pg_size_pretty(pg_database_size(current_database())) as size",
    );
    return serverSchema.parse(rows[0]);
  });
  const latencyMs = Date.now() - startedAt;
  const offMs = Math.abs(now.getTime() - (startedAt + latencyMs / 2));
  const clock: Finding =
    offMs < 5000
      ? { check: 'clock', state: 'ok', detail: `within ${Math.ceil(offMs)} ms of the database` }
      : {
          check: 'clock',
          state: offMs < 60_000 ? 'warning' : 'failed',
          detail: `${Math.round(offMs / 1000)} s away from the database`,
          advice: 'Set both clocks by NTP: providers refuse requests signed at another time.',
        };
  return [{ check: 'database', state: 'ok', detail: `PostgreSQL ${version}, ${size}, ${latencyMs} ms` }, clock];
}

async function migrations({ database }: Session): Promise<Finding> {
  const pending = await pendingMigrations(database.url);
  if (pending.length === 0) return { check: 'migrations', state: 'ok', detail: 'all applied' };
  return {
    check: 'migrations',
    state: 'failed',
    detail: `not applied: ${pending.join(', ')}`,
    advice: 'Start the app, which applies them; if one fails, it says why and changes nothing.',
  };
}

/** The secret's file, and whether the stored credentials open with it. */
async function secrets({ environment }: Session): Promise<Finding> {
  const { db } = await import('@/lib/infra/db');
  const { unseal } = await import('@/lib/infra/crypto');
  for (const { name, credentials } of await db().connection.findMany({ select: { name: true, credentials: true } })) {
    try {
      unseal(credentials, 'connection');
    } catch {
      return {
        check: 'secrets',
        state: 'failed',
        detail: `the credentials of ${name} do not open with this GIGATILL_SECRET`,
        advice: 'Start with the secret that they were stored with, or enter the credentials again.',
      };
    }
  }
  if (environment.secret !== undefined) return { check: 'secrets', state: 'ok', detail: 'GIGATILL_SECRET is set' };
  const path = join(environment.dataDir, 'secret');
  if ((statSync(path).mode & 0o077) !== 0) {
    return { check: 'secrets', state: 'warning', detail: `others may read ${path}`, advice: `Run chmod 600 ${path}.` };
  }
  return { check: 'secrets', state: 'ok', detail: `kept in ${path}; back it up apart from the database` };
}

const heartbeatSchema = z.object({ at: z.coerce.date() });
const heartbeatLimitSeconds = 60;

async function worker(): Promise<Finding> {
  const { db } = await import('@/lib/infra/db');
  const row = await db().setting.findUnique({ where: { key: 'worker.heartbeat' } });
  const advice = 'Start the app, or npm run worker beside it: without a worker nothing is synced or settled.';
  if (row === null) return { check: 'worker', state: 'warning', detail: 'none has run yet', advice };
  const seconds = Math.round((Date.now() - heartbeatSchema.parse(row.value).at.getTime()) / 1000);
  const detail = `last heartbeat ${seconds} s ago`;
  return seconds <= heartbeatLimitSeconds
    ? { check: 'worker', state: 'ok', detail }
    : { check: 'worker', state: 'warning', detail, advice };
}

async function connections({ ctx }: Session): Promise<Finding[]> {
  const { listConnections, testConnection } = await import('@/lib/connections');
  const findings: Finding[] = [];
  for (const { id, name, status } of (await listConnections(ctx)).data) {
    const check = `connection ${name}`;
    if (status === 'disabled') {
      findings.push({ check, state: 'ok', detail: 'switched off' });
      continue;
    }
    const { ok, detail, latencyMs } = await testConnection(ctx, { id: Number(id) });
    findings.push({ check, state: ok ? 'ok' : 'failed', detail: ok ? `${latencyMs} ms` : detail });
  }
  return findings;
}

/** A check that cannot even be made has failed. */
async function make(check: string, work: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await work()].flat();
  } catch (error) {
    return [{ check, state: 'failed', detail: explain(error).message }];
  }
}

async function examine(session: Session): Promise<Finding[]> {
  return [
    ...(await make('database', () => databaseAndClock(session))),
    ...(await make('migrations', () => migrations(session))),
    ...(await make('secrets', () => secrets(session))),
    ...(await make('worker', worker)),
    ...(await make('connections', () => connections(session))),
  ];
}

/** `doctor`. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('checks the installation and every connection (read-only calls); exit code 1 when something failed')
    .action(async (_options, command: Command) => {
      const findings = await make('database', async () => withInstallation(examine));
      if (command.optsWithGlobals().json) printJson(findings);
      else {
        for (const { check, state, detail, advice } of findings) {
          print(`${state.padEnd(7)}  ${check}: ${detail}${advice === undefined ? '' : `. ${advice}`}`);
        }
      }
      if (findings.some(({ state }) => state === 'failed')) throw new BadNews();
    });
}
