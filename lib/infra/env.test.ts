import { describe, expect, it } from 'vitest';
import { EnvironmentError, env, readEnvironment } from '@/lib/infra/env';

describe('readEnvironment', () => {
  it('has the documented defaults', () => {
    const { dataDir, ...rest } = readEnvironment({});
    expect(dataDir).toBe(`${process.cwd()}/.data`);
    expect(rest).toEqual({
      nodeEnv: 'development',
      port: 3000,
      databaseUrl: undefined,
      databasePool: 10,
      databaseReplicaUrl: undefined,
      databaseReplicaMaxLag: 60,
      secret: undefined,
      appUrl: 'http://localhost:3000',
      adminEmail: undefined,
      adminPassword: undefined,
      sandbox: undefined,
      sandboxUrl: undefined,
      allowLoopback: false,
      worker: 'inline',
      smtpUrl: undefined,
      mailFrom: undefined,
      logLevel: 'info',
    });
  });

  it('takes an empty value for one that is not set, and derives the address from the port', () => {
    expect(readEnvironment({ PORT: '', GIGATILL_SANDBOX: '' })).toMatchObject({ port: 3000, sandbox: undefined });
    expect(readEnvironment({ PORT: '8080' }).appUrl).toBe('http://localhost:8080');
    expect(readEnvironment({ APP_URL: 'https://till.example.com/' }).appUrl).toBe('https://till.example.com');
    expect(readEnvironment({ GIGATILL_SANDBOX: 'off', GIGATILL_ALLOW_LOOPBACK: 'on' })).toMatchObject({
      sandbox: false,
      allowLoopback: true,
    });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number from 1 to 65535, not "abc"'],
    [{ PORT: '0' }, 'PORT must be a whole number from 1 to 65535, not "0"'],
    [{ DATABASE_POOL: '1.5' }, 'DATABASE_POOL must be a whole number from 1 to 500, not "1.5"'],
    [{ GIGATILL_SANDBOX: 'yes' }, 'GIGATILL_SANDBOX must be "on" or "off", not "yes"'],
    [{ GIGATILL_WORKER: 'on' }, 'GIGATILL_WORKER must be "inline" or "off", not "on"'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent, not "loud"'],
    [
      { APP_URL: 'till.example.com' },
      'APP_URL must be an http or https address such as https://till.example.com, not "till.example.com"',
    ],
    [
      { APP_URL: 'https://example.com/till' },
      'APP_URL must be an address without a path, not "https://example.com/till"',
    ],
    [
      { APP_URL: 'https://example.com?till=1' },
      'APP_URL must be an address without a path, not "https://example.com?till=1"',
    ],
    [{ ADMIN_EMAIL: 'root' }, 'ADMIN_EMAIL must be an e-mail address, not "root"'],
  ])('names a wrong value in one line: %j', (source, message) => {
    expect(() => readEnvironment(source)).toThrow(new EnvironmentError(message));
  });

  it.each([
    { DATABASE_URL: 'mysql://u:hush@h/d' },
    { GIGATILL_SECRET: 'hush' },
    { ADMIN_PASSWORD: 'hush' },
    { SMTP_URL: 'http://u:hush@h' },
  ])('never repeats what could be a secret: %j', (source) => {
    const name = Object.keys(source)[0];
    expect(() => readEnvironment(source)).toThrow(new RegExp(`^${name} must (?!.*hush)`));
  });

  it('requires the secret beside an external database in production only', () => {
    const external = { DATABASE_URL: 'postgresql://localhost/gigatill' };
    expect(() => readEnvironment({ ...external, NODE_ENV: 'production' })).toThrow(/^GIGATILL_SECRET is missing/);
    expect(readEnvironment(external).databaseUrl).toBe('postgresql://localhost/gigatill');
    expect(readEnvironment({ NODE_ENV: 'production' }).secret).toBeUndefined();
  });
});

it('env() gives what the process was started with', () => {
  expect(env().databaseUrl).toBe(process.env.DATABASE_URL);
  expect(env()).toBe(env());
});
