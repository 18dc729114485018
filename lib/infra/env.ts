import 'server-only';
import { resolve } from 'node:path';
import { z } from 'zod';

/** A variable that is missing or wrong. The message is one line, names the variable and never repeats a secret. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

const onOff = z.enum(['on', 'off'], { error: 'must be "on" or "off"' }).transform((value) => value === 'on');

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

function address(protocols: string[], what: string) {
  return z
    .string()
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), `must be ${what}`);
}

function endsWithHost({ pathname, search, hash }: URL): boolean {
  return pathname === '/' && search === '' && hash === '';
}

/** Every variable of the public contract, in its words; `GIGATILL_SANDBOX_URL` is passed from the supervisor to its children. */
const schema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], { error: 'must be "development", "production" or "test"' })
    .optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  DATABASE_URL: address(
    ['postgres:', 'postgresql:'],
    'a PostgreSQL address such as postgresql://user:password@host:5432/gigatill',
  ).optional(),
  GIGATILL_DATA_DIR: z.string().default('.data'),
  GIGATILL_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  APP_URL: address(['http:', 'https:'], 'an http or https address such as https://till.example.com')
    .refine((value) => !URL.canParse(value) || endsWithHost(new URL(value)), 'must be an address without a path')
    .optional(),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  GIGATILL_SANDBOX: onOff.optional(),
  GIGATILL_ALLOW_LOOPBACK: onOff.default(false),
  DATABASE_POOL: wholeNumber(1, 500).default(10),
  DATABASE_REPLICA_URL: address(
    ['postgres:', 'postgresql:'],
    'the PostgreSQL address of a read replica such as postgresql://user:password@replica:5432/gigatill',
  ).optional(),
  DATABASE_REPLICA_MAX_LAG: wholeNumber(1, 3600).default(60),
  GIGATILL_WORKER: z.enum(['inline', 'off'], { error: 'must be "inline" or "off"' }).default('inline'),
  SMTP_URL: address(['smtp:', 'smtps:'], 'an address such as smtp://user:password@host:587').optional(),
  MAIL_FROM: z.string().includes('@', { error: 'must be a sender such as "Gigatill <till@example.com>"' }).optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
  GIGATILL_SANDBOX_URL: address(['http:'], 'an http address').optional(),
  /** Tests only: the step at which this process kills itself. */
  GIGATILL_FAILPOINT: z.string().optional(),
});

/** Values that an error message may repeat; the others could be or hold a secret. */
const printable = new Set([
  'NODE_ENV',
  'PORT',
  'APP_URL',
  'ADMIN_EMAIL',
  'GIGATILL_SANDBOX',
  'GIGATILL_ALLOW_LOOPBACK',
  'DATABASE_POOL',
  'DATABASE_REPLICA_MAX_LAG',
  'GIGATILL_WORKER',
  'MAIL_FROM',
  'LOG_LEVEL',
]);

/** What the operator has set, before anything is generated: no database and no secret yet where they are left to us. */
export type OperatorEnvironment = ReturnType<typeof readEnvironment>;

/** The environment of a running process: the database and the secret are known. */
export type Environment = OperatorEnvironment & { databaseUrl: string; secret: string };

/**
 * Validates the variables of `source`; an empty value counts as not set.
 * @throws EnvironmentError for the first wrong value, in one line.
 */
export function readEnvironment(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0] ?? 'The environment');
    const value = printable.has(name) ? `, not "${given[name]}"` : '';
    throw new EnvironmentError(`${name} ${issue?.message ?? 'is wrong'}${value}`);
  }
  const value = result.data;
  const nodeEnv = value.NODE_ENV ?? 'development';
  if (value.DATABASE_URL !== undefined && nodeEnv === 'production' && value.GIGATILL_SECRET === undefined) {
    throw new EnvironmentError(
      'GIGATILL_SECRET is missing: it is required when DATABASE_URL is set and NODE_ENV is production, the same for every process',
    );
  }
  return {
    nodeEnv,
    port: value.PORT,
    databaseUrl: value.DATABASE_URL,
    databasePool: value.DATABASE_POOL,
    /** A streaming replica for the reads of charts. */
    databaseReplicaUrl: value.DATABASE_REPLICA_URL,
    /** Seconds; a replica that is further behind is not read. */
    databaseReplicaMaxLag: value.DATABASE_REPLICA_MAX_LAG,
    /** Absolute. */
    dataDir: resolve(value.GIGATILL_DATA_DIR),
    secret: value.GIGATILL_SECRET,
    /** Without a trailing slash. */
    appUrl: new URL(value.APP_URL ?? `http://localhost:${value.PORT}`).origin,
    adminEmail: value.ADMIN_EMAIL,
    adminPassword: value.ADMIN_PASSWORD,
    /** Undefined: on while no connection exists. */
    sandbox: value.GIGATILL_SANDBOX,
    /** Address of the product's own sandbox while it runs. */
    sandboxUrl: value.GIGATILL_SANDBOX_URL,
    failpoint: value.GIGATILL_FAILPOINT,
    allowLoopback: value.GIGATILL_ALLOW_LOOPBACK,
    worker: value.GIGATILL_WORKER,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    logLevel: value.LOG_LEVEL,
  };
}

let cached: Environment | undefined;

/**
 * The environment of this process, read at the first call (never while a module loads: a build has no database).
 * @throws EnvironmentError when a value is wrong, or the database or the secret is missing.
 */
export function env(): Environment {
  if (cached === undefined) {
    const { databaseUrl, secret, ...rest } = readEnvironment(process.env);
    if (databaseUrl === undefined)
      throw new EnvironmentError('DATABASE_URL is missing; start the app with npm start, which sets it');
    if (secret === undefined)
      throw new EnvironmentError('GIGATILL_SECRET is missing; start the app with npm start, which sets it');
    cached = { ...rest, databaseUrl, secret };
  }
  return cached;
}
