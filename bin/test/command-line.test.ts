import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordAudit, sealAuditEvents } from '@/lib/audit';
import { systemContext } from '@/lib/core/actor';
import { closeDb, inTransaction } from '@/lib/infra/db';
import { withClient } from '../postgres/client';
import { useTestDatabase } from './database';
import { runGigatill } from './gigatill';

const { url } = useTestDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'gigatill-cli-'));
afterAll(async () => {
  await closeDb();
  rmSync(dataDir, { recursive: true, force: true });
});

const gigatill = (...args: string[]) => runGigatill({ DATABASE_URL: url, GIGATILL_DATA_DIR: dataDir }, ...args);

describe('the command line', { timeout: 60_000 }, () => {
  it('prints a new key alone on one line', async () => {
    const { code, stdout, stderr } = await gigatill('api-key', 'create', '--name', 'Billing', '--role', 'admin');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\S{20,}\n$/);
  });

  it('prints the password that it made up, and speaks JSON', async () => {
    const made = await gigatill('user', 'create', '--email', 'a@example.com', '--role', 'viewer');
    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/^\S{12,}\n$/);
    const json = await gigatill(
      'user',
      'create',
      '--email',
      'b@example.com',
      '--role',
      'admin',
      '--password',
      'long enough',
      '--json',
    );
    expect(JSON.parse(json.stdout)).toMatchObject({ email: 'b@example.com', role: 'admin', password: null });
    const twice = await gigatill('user', 'create', '--email', 'a@example.com', '--role', 'viewer');
    expect(twice).toMatchObject({ code: 1, stdout: '' });
    expect(twice.stderr).toContain('already a user a@example.com');
  });

  it.each([
    [['nonsense'], 'unknown command'],
    [['api-key', 'create', '--role', 'admin'], '--name'],
    [['api-key', 'create', '--name', 'N', '--role', 'king'], 'role'],
    [['api-key', 'create', '--name', 'N'], 'role'],
    [['user', 'create', '--email', 'nobody', '--role', 'viewer'], 'email'],
    [['connection', 'test', 'first'], 'no id'],
    [['sync', '--from', 'yesterday'], 'from'],
    [['demo', 'load', '--customers', '0', '--days', '1'], '--customers'],
  ])('takes %j for wrong use', async (args, words) => {
    const { code, stdout, stderr } = await gigatill(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('lists connections, proves the ledger and examines the installation', async () => {
    expect(await gigatill('connection', 'list')).toMatchObject({ code: 0, stdout: 'There is no connection yet.\n' });
    expect((await gigatill('connection', 'test', '7')).code).toBe(1);
    expect((await gigatill('ledger', 'check')).stdout).toMatch(/^ok: /);
    const audit = await gigatill('audit', 'verify', '--json');
    expect(audit.code).toBe(0);
    expect(JSON.parse(audit.stdout)).toMatchObject({ ok: true, broken: null });
    const doctor = await gigatill('doctor', '--json');
    expect(doctor.code).toBe(0);
    const findings = z.array(z.object({ check: z.string(), state: z.string() })).parse(JSON.parse(doctor.stdout));
    expect(Object.fromEntries(findings.map(({ check, state }) => [check, state]))).toEqual({
      database: 'ok',
      clock: 'ok',
      migrations: 'ok',
      secrets: 'ok',
      worker: 'warning',
    });
  });

  it('says that the chain of audit events is broken, with exit code 1', async () => {
    const entry = { action: 'thing.changed', entity: 'thing', entityId: 1 };
    for (let i = 0; i < 2; i++) await inTransaction((tx) => recordAudit(tx, systemContext('test'), entry));
    await sealAuditEvents();
    expect((await gigatill('audit', 'verify')).stdout).toMatch(/^ok: \d+ events in an unbroken chain/);
    const change = "SET session_replication_role = replica; UPDATE audit_event SET actor = 'x' WHERE seal_no = 2";
    await withClient(url, (client) => client.query(change));
    const { code, stdout } = await gigatill('audit', 'verify');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed: after 1 good events, event \d+ \(no\. 2 in the chain\): it was changed/);
  });
});
