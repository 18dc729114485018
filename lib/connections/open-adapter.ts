import type { Connection } from '@/generated/prisma/client';
import { notFound } from '@/lib/core/errors';
import { Prisma } from '@/lib/infra/db';
import { runSql } from '@/lib/infra/sql';
import type { ProviderAdapter } from '@/lib/providers/port';
import { createAdapter, parseSettings, type StoredSettings } from '@/lib/providers/registry';
import { addressPolicy, openCredentials } from './internal';
import { createKeyStore } from './key-store';
import { healthReporter } from './note-health';
import { createTransport } from './transport';
import { withHealth } from './with-health';

/** How long a read waits for room in the budget unless the caller says otherwise: a person may be waiting. */
const PATIENCE_MS = 10_000;

export type OpenConnection = Omit<Connection, 'credentials'>;

export type OpenAdapter = { adapter: ProviderAdapter; connection: OpenConnection; settings: StoredSettings };

async function readRow(id: number): Promise<Connection> {
  const [row] = await runSql<Connection>(Prisma.sql`
    SELECT id, provider, name, base_url AS "baseUrl", credentials, settings, usage_asset AS "usageAsset", status,
      status_detail AS "statusDetail", status_since AS "statusSince", last_checked_at AS "lastCheckedAt",
      last_synced_at AS "lastSyncedAt", sandbox, created_at AS "createdAt"
    FROM connection WHERE id = ${id}`);
  if (!row) throw notFound('The connection');
  return row;
}

function build(row: Connection, patienceMs: number, evenDisabled: boolean): OpenAdapter {
  const { credentials: _sealed, ...connection } = row;
  const settings = parseSettings(row.provider, row.settings);
  const transport = createTransport({
    connection: { id: row.id, name: row.name, perMinute: settings.requestsPerMinute },
    policy: addressPolicy(row),
    patienceMs,
    closed: row.status === 'disabled' && !evenDisabled ? 'the connection is switched off' : null,
  });
  const adapter = createAdapter(row.provider, {
    baseUrl: row.baseUrl,
    credentials: openCredentials(row),
    settings,
    transport,
    keyStore: createKeyStore(row.id),
    now: () => new Date(),
  });
  return { adapter, connection, settings };
}

/** The last adapter made for each connection, with the row that it was made of: credentials are not opened for every call. */
const made = new Map<string, { row: string; open: OpenAdapter }>();

/**
 * The adapter of a connection, inside its budget, time-outs and breaker; what its calls show is noted as the connection's
 * health. The connection's row is read at every call. For the server's own use: it checks no role. Throws `not_found`.
 */
export async function openAdapter(connectionId: number, options: { patienceMs?: number } = {}): Promise<OpenAdapter> {
  const row = await readRow(connectionId);
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const key = `${connectionId} ${patienceMs}`;
  const text = JSON.stringify(row);
  const known = made.get(key);
  if (known?.row === text) return known.open;
  const built = build(row, patienceMs, false);
  const open =
    row.status === 'disabled' ? built : { ...built, adapter: withHealth(built.adapter, healthReporter(row)) };
  made.set(key, { row: text, open });
  return open;
}

/** The adapter for a self-test: works while the connection is switched off and reports nothing by itself. */
export async function openForCheck(connectionId: number): Promise<OpenAdapter> {
  return build(await readRow(connectionId), PATIENCE_MS, true);
}
