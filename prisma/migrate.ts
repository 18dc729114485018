import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { type Client, Pool } from 'pg';
import { withClient } from '../bin/postgres/client';
import { asOneWhole, forgetInterrupted } from './interrupted';

// Prisma's own schema engine as WebAssembly: the native one that `prisma migrate` wants is not on npm.

const here = dirname(fileURLToPath(import.meta.url));
const migrationsDir = join(here, 'migrations');
const schemaDir = join(here, 'schema');
const filters = { externalTables: [], externalEnums: [] };
/** Any number will do as long as it stays the same: one process migrates at a time. */
const advisoryLock = '7236480191';

let loaded: Promise<void> | undefined;

async function instantiate(): Promise<void> {
  // Where the engine leaves its words when it panics, under the name it expects.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => process.stderr.write(`schema engine: ${message}\n`),
    },
  });
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  // Its ten second time limit outlives the work and would keep a finished process waiting.
  const timer = Object.keys(engineModule).find((name) => name.startsWith('__wbg_setTimeout'));
  const unreferenced = (work: () => void, delayMs: number) => setTimeout(work, delayMs).unref();
  const imports = { ...engineModule, ...(timer === undefined ? {} : { [timer]: unreferenced }) };
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': imports });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

/** The `.prisma` files below prisma/schema, as the engine wants them. */
function schemaFiles(): { path: string; content: string }[] {
  return readdirSync(schemaDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(schemaDir, name), content: readFileSync(join(schemaDir, name), 'utf8') }));
}

/** Names of the migrations in this checkout, oldest first. */
export function knownMigrations(): string[] {
  if (!existsSync(migrationsDir)) return [];
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function migrationsList() {
  const lockfile = join(migrationsDir, 'migration_lock.toml');
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: knownMigrations().map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(migrationsDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

// PostgreSQL's catalogue has columns of the type "char" (18), which the engine reads and the adapter does not know. They pass
// through it as "char"[] (1002), which it knows, and are put right behind it.
const charType = 18;
const charArrayType = 1002;

/**
 * The engine's lock of its own, which lasts as long as its connection. Ours is held by then, and behind a pooler in transaction
 * mode nobody would ever let go of it.
 */
function withoutEngineLock(query: unknown): unknown {
  const text = typeof query === 'object' && query !== null && 'text' in query ? query.text : query;
  if (text !== 'SELECT pg_advisory_lock(72707369)') return query;
  return typeof query === 'object' ? { ...query, text: 'SELECT 1' } : 'SELECT 1';
}

function asForMigrations(pool: Pool): Pool {
  const query = pool.query.bind(pool);
  return Object.assign(pool, {
    query: async (first: unknown, ...more: unknown[]) => {
      const args = [withoutEngineLock(first), ...more];
      const result: { fields?: { dataTypeID: number }[] } = await Reflect.apply(query, undefined, args);
      for (const field of result.fields ?? []) if (field.dataTypeID === charType) field.dataTypeID = charArrayType;
      return result;
    },
  });
}

async function connectForMigrations(
  pool: Pool,
  adapter: Promise<SqlDriverAdapter>,
  failed: (error: unknown) => void,
): Promise<SqlDriverAdapter> {
  const connected = await adapter;
  const queryRaw = connected.queryRaw.bind(connected);
  return Object.assign(connected, {
    // The adapter's own cuts a script at every semicolon, also inside a function's body; PostgreSQL takes it whole, and as one
    // transaction, as it does from Prisma's native engine.
    executeScript: async (script: string) => {
      await pool.query(asOneWhole(script)).catch((error: unknown) => {
        failed(error);
        throw error;
      });
    },
    queryRaw: async (query: Parameters<typeof queryRaw>[0]) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    },
  });
}

async function withEngine<T>(url: string, work: (engine: engineModule.SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= instantiate();
  await loaded;
  const pool = asForMigrations(new Pool({ connectionString: url, application_name: 'gigatill-migrate' }));
  pool.on('error', () => undefined); // a lost idle connection shows in the next query
  const postgres = new PrismaPg(pool);
  // What PostgreSQL says of a script: the engine passes on no more than that something outside it failed.
  let scriptError: unknown;
  const noteFailure = (error: unknown) => {
    scriptError = error;
  };
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: postgres.provider,
    adapterName: postgres.adapterName,
    connect: () => connectForMigrations(pool, postgres.connect(), noteFailure),
    connectToShadowDb: () => Promise.reject(new Error('migrations are compared without a shadow database')),
  };
  try {
    const files = schemaFiles().map(({ path, content }): [string, string] => [path, content]);
    const bound = bindMigrationAwareSqlAdapterFactory(factory);
    const engine = await engineModule.SchemaEngine.new({ datamodels: files }, () => undefined, bound);
    const result = await work(engine);
    engine.free();
    return result;
  } catch (error) {
    throw scriptError ?? error;
  } finally {
    await pool.end();
  }
}

/** Without the engine's own trace. */
function readable(error: unknown): Error {
  const message = (error instanceof Error ? error.message : String(error)).split(/\n\s+0: /)[0];
  return new Error(`The database could not be migrated: ${message}`, { cause: error });
}

function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(url, work, { application_name: 'gigatill-migrate' });
}

/**
 * Waits for a lock and holds it until the connection ends. In a transaction, so that a pooler in between keeps the connection
 * for it and lets go of it, too.
 */
export async function takeTurn(client: Client, lock: string): Promise<void> {
  await client.query('begin');
  await client.query('set local idle_in_transaction_session_timeout = 0');
  await client.query('select pg_advisory_xact_lock($1)', [lock]);
}

async function hasMigrations(client: Client): Promise<boolean> {
  const table = await client.query("select to_regclass('_prisma_migrations') is not null as there");
  return table.rows[0]?.there === true;
}

async function pendingOf(client: Client): Promise<string[]> {
  if (!(await hasMigrations(client))) return knownMigrations();
  const { rows } = await client.query(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  const applied = new Set(rows.map((row: { migration_name: string }) => row.migration_name));
  return knownMigrations().filter((name) => !applied.has(name));
}

/** Names of the migrations that the database at `url` does not have, or that failed there. */
export function pendingMigrations(url: string): Promise<string[]> {
  return connected(url, pendingOf);
}

/**
 * Applies the migrations that the database does not have yet, exactly as `prisma migrate deploy` does, and returns their
 * names. Processes that start at once take turns; a migration that was cut short or failed before is tried again.
 * @throws when one fails; nothing of it is kept, and the reason is PostgreSQL's.
 */
export async function applyMigrations(url: string): Promise<string[]> {
  return connected(url, async (client) => {
    await takeTurn(client, advisoryLock);
    // Most starts end here, without waking the engine.
    if ((await pendingOf(client)).length === 0) return [];
    if (await hasMigrations(client)) await forgetInterrupted(url);
    try {
      const input = { migrationsList: migrationsList(), filters };
      return (await withEngine(url, (engine) => engine.applyMigrations(input))).appliedMigrationNames;
    } catch (error) {
      throw readable(error);
    }
  });
}

/** The SQL that leads from the database at `url` to the schema files; empty when there is no difference. */
async function diffAgainst(url: string): Promise<string> {
  const files = schemaFiles();
  const { stdout } = await withEngine(url, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: here },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters,
    }),
  );
  return stdout ?? '';
}

/** Prints what a new migration has to do, worked out on a scratch database that has the present ones. */
async function printDiff(): Promise<void> {
  const { ensureCluster } = await import('../bin/postgres/cluster');
  const dataDir = mkdtempSync(join(tmpdir(), 'gigatill-diff-'));
  chmodSync(dataDir, 0o711);
  const cluster = await ensureCluster({ dataDir, say: () => undefined, settings: { fsync: 'off' } });
  try {
    const url = cluster.url('postgres');
    await applyMigrations(url);
    process.stdout.write(await diffAgainst(url));
  } finally {
    await cluster.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function main(command: string | undefined): Promise<void> {
  if (command === 'diff') return printDiff();
  const url = process.env.DATABASE_URL;
  if (command !== 'apply' || url === undefined) {
    process.stderr.write('Usage: migrate.ts diff, or DATABASE_URL=… migrate.ts apply\n');
    process.exitCode = 2;
    return;
  }
  for (const name of await applyMigrations(url)) process.stdout.write(`${name}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv[2]).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
