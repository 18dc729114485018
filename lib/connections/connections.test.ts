import { beforeAll, describe, expect, it } from 'vitest';
import { startTestSandbox, useTestSandbox } from '@/bin/test/sandbox';
import { type Context, systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { IPWEB_TOKEN } from '@/sandbox/credentials';
import { getConnection, listConnections, openAdapter, requestBudget, testConnection, updateConnection } from '.';
import { connect } from './testing';

const ctx: Context = systemContext('test');
const viewer: Context = {
  ...ctx,
  actor: { kind: 'key', keyId: 1, name: 'v', role: 'viewer', agentId: null, address: null },
};
const sandbox = useTestSandbox();
let customer: string;
let deadUrl: string;

beforeAll(async () => {
  const demo = (await sandbox.control('demo')) as { customers: { externalId: string }[] };
  customer = demo.customers[0]?.externalId ?? '';
  const other = await startTestSandbox('empty');
  deadUrl = other.url;
  await other.stop();
});
const fault = (kind: string, path: string, times: number) => sandbox.fault(kind, { path, times });

describe('making and changing', () => {
  it('keeps credentials sealed and never gives them away', async () => {
    const made = await connect(sandbox, 'ipweb', { baseUrl: `${sandbox.url}/ipweb/` });
    expect(made).toMatchObject({ provider: 'ipweb', baseUrl: `${sandbox.url}/ipweb`, status: 'untested' });
    expect(made.settings).toMatchObject({ timeZone: 'Asia/Shanghai', requestsPerMinute: 6000, recordLagMinutes: 15 });
    const row = await db().connection.findUniqueOrThrow({ where: { id: Number(made.id) } });
    const seen = JSON.stringify([made, await listConnections(viewer), await getConnection(viewer, { id: row.id })]);
    expect(
      seen + row.credentials + JSON.stringify(await db().auditEvent.findMany({ select: { after: true } })),
    ).not.toContain(IPWEB_TOKEN);
  });

  it.each([
    [{ baseUrl: 'ftp://example.com' }, 'baseUrl'],
    [{ baseUrl: 'http://169.254.169.254/latest' }, 'baseUrl'],
    [{ baseUrl: 'http://[fe80::1]/' }, 'baseUrl'],
    [{ settings: { agentBaseUrl: 'http://169.254.169.254' } }, 'settings.agentBaseUrl'],
    [{ settings: { timeZone: 'Mars/Phobos' } }, 'settings.timeZone'],
    [{ settings: { kbBytes: 1024 } }, 'settings'],
    [{ credentials: {} }, 'credentials.token'],
  ])('refuses %o', async (change, path) => {
    await expect(connect(sandbox, 'ipweb', change)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path }],
    });
  });

  it('refuses a name that is taken, and a viewer', async () => {
    const { name, id } = await connect(sandbox, 'ipweb');
    await expect(connect(sandbox, 'ipweb', { name })).rejects.toMatchObject({ code: 'already_exists', status: 409 });
    await expect(updateConnection(viewer, { id: Number(id), name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateConnection(ctx, { id: 999_999, name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('changes settings, the unit with them, and switches off', async () => {
    const { id } = await connect(sandbox, 'freebit');
    const change = { settings: { kbBytes: 1024, costPerGb: { amount: '0.75', currency: 'USD' } } };
    const changed = await updateConnection(ctx, { id: Number(id), ...change });
    expect(changed.settings).toMatchObject({ kbBytes: 1024, requestsPerMinute: 6000 });
    const row = await db().connection.findUniqueOrThrow({ where: { id: Number(id) }, include: { costs: true } });
    expect(row.usageAsset).toBe('FREEBIT_KB1024');
    expect(row.costs).toMatchObject([{ perGb: 750_000n, currency: 'USD' }]);
    expect(await updateConnection(ctx, { id: Number(id), disabled: true })).toMatchObject({ status: 'disabled' });
    const { adapter } = await openAdapter(Number(id));
    if (adapter.usage?.mode !== 'account') throw new Error('Freebit reads account by account');
    await expect(adapter.usage.read('09000000001')).rejects.toThrow('switched off');
    expect(await updateConnection(ctx, { id: Number(id), disabled: false })).toMatchObject({ status: 'untested' });
  });
});

describe('health', () => {
  it('finds out that all is well', async () => {
    const { id } = await connect(sandbox, 'ipweb');
    const result = await testConnection(ctx, { id: Number(id) });
    expect(result).toMatchObject({ ok: true, detail: 'Address, credentials and answers are as they should be.' });
    expect(result.checks).toHaveLength(3);
    const after = await getConnection(ctx, { id: Number(id) });
    expect(after).toMatchObject({ status: 'ok', statusDetail: null });
    expect(after.lastCheckedAt).not.toBeNull();
  });

  it.each<[string, object | 'dead', RegExp]>([
    ['unauthorized', { credentials: { token: 'WRONG' } }, /Enter new ones/],
    ['failing', 'dead', /ECONNREFUSED.*Check the address/],
  ])('says %s and what to do', async (status, change, words) => {
    const { id } = await connect(sandbox, 'ipweb', change === 'dead' ? { baseUrl: deadUrl } : change);
    expect((await testConnection(ctx, { id: Number(id) })).ok).toBe(false);
    const after = await getConnection(ctx, { id: Number(id) });
    expect(after.status).toBe(status);
    expect(after.statusDetail).toMatch(words);
    const events = await db().auditEvent.count({ where: { entityId: id, action: 'connection.status_changed' } });
    expect(events).toBe(1);
  });

  it('notes what ordinary calls show, and recovers', async () => {
    const { id } = await connect(sandbox, 'ipweb');
    const { adapter } = await openAdapter(Number(id));
    await fault('expired_token', 'getFlowTotalFull', 1);
    await expect(adapter.balances?.read()).rejects.toMatchObject({ kind: 'unauthorized' });
    expect((await getConnection(ctx, { id: Number(id) })).status).toBe('unauthorized');
    await adapter.balances?.read();
    expect((await getConnection(ctx, { id: Number(id) })).status).toBe('ok');
    await fault('html', 'getFlowTotalFull', 1);
    await expect(adapter.balances?.read()).rejects.toMatchObject({ kind: 'malformed' });
    expect(await getConnection(ctx, { id: Number(id) })).toMatchObject({ status: 'failing' });
  });
});

describe('the way out', () => {
  it('tries a read again, never a command', async () => {
    const { id } = await connect(sandbox, 'ipweb');
    const { adapter } = await openAdapter(Number(id));
    await sandbox.control('calls', 'DELETE');
    await fault('refuse', 'getFlowTotalFull', 2);
    expect(await adapter.balances?.read()).toHaveLength(2);
    expect(await sandbox.callsTo('getFlowTotalFull')).toBe(3);
    await fault('refuse', 'rechargeTrafficCount', 1);
    const outcome = await adapter.topUp?.send({ externalId: customer, gb: 1_000_000n, reference: 'ref-1' });
    expect(outcome).toMatchObject({ outcome: 'unknown', sent: true });
    expect(await sandbox.callsTo('rechargeTrafficCount')).toBe(1);
  });

  it('leaves a provider alone that fails again and again, and says so to commands', async () => {
    const { id } = await connect(sandbox, 'ipweb');
    const { adapter } = await openAdapter(Number(id));
    await sandbox.control('calls', 'DELETE');
    await fault('refuse', 'getFlowTotalFull', -1);
    for (let i = 0; i < 3; i++) await expect(adapter.balances?.read()).rejects.toMatchObject({ kind: 'unreachable' });
    const calls = await sandbox.callsTo('getFlowTotalFull');
    expect(calls).toBe(5);
    const outcome = await adapter.topUp?.send({ externalId: customer, gb: 1_000_000n, reference: 'ref-2' });
    expect(outcome).toMatchObject({ outcome: 'unknown', sent: false });
    expect(await sandbox.callsTo('rechargeTrafficCount')).toBe(0);
  });

  it('keeps to its budget over all callers, with room left for commands', async () => {
    const { id } = await connect(sandbox, 'ipweb', { settings: { requestsPerMinute: 20 } });
    const { adapter } = await openAdapter(Number(id), { patienceMs: 0 });
    await sandbox.control('calls', 'DELETE');
    const reads = await Promise.allSettled(Array.from({ length: 14 }, () => adapter.balances?.read()));
    expect(reads.filter((read) => read.status === 'fulfilled').length).toBe(4);
    expect(reads.find((read) => read.status === 'rejected')).toMatchObject({ reason: { kind: 'budget' } });
    const outcome = await adapter.topUp?.send({ externalId: customer, gb: 1_000_000n, reference: 'ref-3' });
    expect(outcome?.outcome).toBe('accepted');
    expect((await requestBudget(viewer, { id: Number(id) })).perMinute).toBe(20);
    expect(await db().requestBudget.findUniqueOrThrow({ where: { connectionId: Number(id) } })).toBeDefined();
  });

  it('tells the present minute of its budget by the clock that keeps it, whatever ours says', async () => {
    const connectionId = Number((await connect(sandbox, 'ipweb')).id);
    await db().$executeRaw`
      INSERT INTO request_budget (connection_id, next_at, minute, used) VALUES (${connectionId}, now(), now() - interval '10 seconds', 7)`;
    for (const minutes of [-5, 0, 5]) {
      const now = () => new Date(Date.now() + minutes * 60_000);
      const { used, resetsAt } = await requestBudget({ ...viewer, now }, { id: connectionId });
      expect(used).toBe(7);
      const leftMs = Date.parse(resetsAt ?? '') - now().getTime();
      expect(leftMs).toBeGreaterThan(20_000);
      expect(leftMs).toBeLessThanOrEqual(50_000);
    }
  });

  it('fetches one key for many callers', async () => {
    const { id } = await connect(sandbox, 'freebit');
    const sims = (await sandbox.control('demo')) as { sims: { account: string; kind: string }[] };
    const account = sims.sims[0]?.account ?? '';
    await sandbox.control('calls', 'DELETE');
    const open = await Promise.all(Array.from({ length: 6 }, () => openAdapter(Number(id))));
    const readings = open.map(({ adapter }) =>
      adapter.usage?.mode === 'account' ? adapter.usage.read(account) : null,
    );
    expect((await Promise.all(readings)).every((reading) => reading !== null)).toBe(true);
    expect(await sandbox.callsTo('authOem')).toBe(1);
    const kept = await db().providerKey.findUniqueOrThrow({ where: { connectionId: Number(id) } });
    expect(kept.sealedKey).toMatch(/^v1\./);
    expect(await db().providerKeyLease.count()).toBe(0);
  });
});
