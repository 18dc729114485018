import { Client } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db, inTransaction } from '@/lib/infra/db';
import { auditRows, listAuditEvents, recordAudit, sealAuditEvents, verifyAudit } from './index';

const { url } = useTestDatabase();
afterAll(closeDb);

const ctx = systemContext('test', () => new Date('2026-11-21T09:30:00.123Z'));

function act(action: string, after?: Record<string, unknown>): Promise<void> {
  return inTransaction((tx) =>
    recordAudit(tx, ctx, { action, entity: 'thing', entityId: 1, ...(after ? { after } : {}) }),
  );
}

async function withoutGuards(sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  await client.query(sql);
  await client.end();
}

it('seals events once, in batches, and proves the chain', async () => {
  expect(await verifyAudit()).toMatchObject({ sealed: 0, waiting: 0, broken: null });
  for (let i = 0; i < 5; i++) await act(`thing.changed`, { b: 12n, a: { z: 1, y: null }, text: 'ä "quoted"' });
  const [first, second] = await Promise.all([sealAuditEvents(), sealAuditEvents()]);
  expect(first + second).toBe(5);
  expect(await verifyAudit()).toMatchObject({ sealed: 5, waiting: 0, broken: null });

  await db().$executeRaw`INSERT INTO audit_event (at, actor, actor_name, action, entity)
    SELECT now(), 'system:test', 'test', 'thing.loaded', 'thing' FROM generate_series(1, 1201)`;
  expect(await sealAuditEvents()).toBe(1201);
  const whole = await verifyAudit();
  expect(whole).toMatchObject({ sealed: 1206, waiting: 0, broken: null });
  expect(whole.head).toMatch(/^[0-9a-f]{64}$/);
});

it('keeps its order when a transaction commits late', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let written: () => void = () => undefined;
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const late = inTransaction(async (tx) => {
    await recordAudit(tx, ctx, { action: 'thing.late', entity: 'thing', entityId: 2 });
    written();
    await held;
  });
  await isWritten;
  await act('thing.early');
  expect(await sealAuditEvents()).toBe(1);
  release();
  await late;
  expect(await sealAuditEvents()).toBe(1);
  expect((await verifyAudit()).broken).toBeNull();
});

it('refuses changes in the database', async () => {
  await expect(db().$executeRaw`UPDATE audit_event SET action = 'other' WHERE id = 1`).rejects.toThrow();
  await expect(db().$executeRaw`UPDATE audit_event SET hash = 'other' WHERE id = 1`).rejects.toThrow();
  await expect(db().$executeRaw`DELETE FROM audit_event WHERE id = 1`).rejects.toThrow();
});

it('lists with filters, pages, and for admins and viewers only', async () => {
  const page = await listAuditEvents(ctx, { limit: 2, entity: 'thing' });
  expect(page.data).toHaveLength(2);
  const next = await listAuditEvents(ctx, { limit: 2, entity: 'thing', cursor: page.nextCursor ?? '' });
  expect(Number(next.data[0]?.id)).toBeLessThan(Number(page.data[1]?.id));
  const newest = await listAuditEvents(ctx, { limit: 100_000 });
  const oldest = await listAuditEvents(ctx, { limit: 3, sort: 'old' });
  const second = await listAuditEvents(ctx, { limit: 3, sort: 'old', cursor: oldest.nextCursor ?? '' });
  const upward = newest.data.map(({ id }) => id).reverse();
  expect([...oldest.data, ...second.data].map(({ id }) => id)).toEqual(upward.slice(0, 6));
  const days = { limit: 100_000, from: '2020-01-01T00:00:00Z', sort: 'old' as const };
  const within = await listAuditEvents(ctx, days);
  const start = await listAuditEvents(ctx, { ...days, limit: 40 });
  const rest = await listAuditEvents(ctx, { ...days, cursor: start.nextCursor ?? '' });
  expect([...start.data, ...rest.data]).toEqual(within.data);
  expect(within.data.map(({ at }) => at)).toEqual(newest.data.map(({ at }) => at).sort());
  const some = await listAuditEvents(ctx, { limit: 500, action: 'thing.changed' });
  expect(some.data).toHaveLength(5);
  expect(some.data[0]).toMatchObject({ actor: 'system:test', after: { b: '12', a: { z: 1, y: null } }, before: null });
  const agent: Context = {
    actor: { kind: 'key', keyId: 1, name: 'k', role: 'agent', agentId: 1, address: null },
    now: ctx.now,
  };
  await expect(listAuditEvents(agent, { limit: 2 })).rejects.toMatchObject({ code: 'forbidden' });
});

it('gives all that fits as rows, for admins and viewers only', async () => {
  const entry = { action: 'thing.named', entity: 'thing', entityId: 1, after: { quoted: 'a,b' } };
  await inTransaction((tx) => recordAudit(tx, systemContext('namer', ctx.now), entry));
  const all = async (query: { action?: string }, as: Context = ctx) => {
    const rows: string[][] = [];
    for await (const row of auditRows(as, query)) rows.push(row);
    return rows;
  };
  const named = await all({ action: 'thing.named' });
  expect(named).toHaveLength(1);
  expect(named[0]?.slice(1, 7)).toEqual([
    '2026-11-21T09:30:00.123Z',
    'system:namer',
    'namer',
    'thing.named',
    'thing',
    '1',
  ]);
  expect(named[0]).toContain('{"quoted":"a,b"}');
  expect(await all({ action: 'thing.loaded' })).toHaveLength(1201);
  const actor = { kind: 'key', keyId: 1, name: 'k', role: 'agent', agentId: 1, address: null } as const;
  await expect(all({}, { actor, now: ctx.now })).rejects.toMatchObject({ code: 'forbidden' });
});

it('finds a changed and a removed event although the guards were off', async () => {
  await withoutGuards("UPDATE audit_event SET after = jsonb_set(after, '{b}', '\"13\"') WHERE seal_no = 3");
  expect((await verifyAudit()).broken).toMatchObject({ sealNo: '3', reason: 'it was changed after it was sealed' });
  await withoutGuards("UPDATE audit_event SET after = jsonb_set(after, '{b}', '\"12\"') WHERE seal_no = 3");
  expect((await verifyAudit()).broken).toBeNull();
  await withoutGuards('DELETE FROM audit_event WHERE seal_no = 4');
  expect((await verifyAudit()).broken).toMatchObject({ sealNo: '5', reason: 'event no. 4 is missing' });
});
