import 'server-only';
import pino, { type Logger } from 'pino';
import { env } from './env';

/** Keys whose values never reach a log, at any of the depths that we use. */
const SECRET_KEYS = [
  'password',
  'token',
  'Token',
  'appkey',
  'oemKey',
  'authKey',
  'authorization',
  'cookie',
  'secret',
  'credentials',
  'key',
  'email',
];

let root: Logger | undefined;

/** The process's logger: JSON lines on stdout, secrets and personal data redacted. */
export function log(): Logger {
  root ??= pino({
    level: env().logLevel,
    base: { service: 'gigatill' },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
  });
  return root;
}
