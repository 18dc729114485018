import type { Actor, Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { noteBackup } from '../index';

/** The instant of every look at the board. */
export const NOW = new Date('2026-11-21T16:30:00Z');
const MB = 1_000_000n;
/** So many hours before `NOW`. */
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

/** Who looks, by API key. */
export function as(role: 'admin' | 'viewer' | 'agent', agentId: number | null = null): Context {
  const actor: Actor = { kind: 'key', keyId: 1, name: 'test', role, agentId, address: null };
  return { actor, now: () => NOW };
}

async function addAgent(name: string): Promise<number> {
  const billingAccount = { create: { name, currency: 'USD' } };
  const data = { name, email: `${name}@example.com`, currency: 'USD', billingAccount };
  return (await db().agent.create({ data })).id;
}

/** Two agents, and a connection that is read well. */
type World = { north: number; south: number; read: number };

let made = 0;

type OrderStatus = 'unknown' | 'rejected' | 'awaiting_approval';

async function addOrder(read: number, agentId: number | null, status: OrderStatus, hours: number): Promise<void> {
  const customer = await db().customer.findFirstOrThrow({ where: { agentId } });
  await db().order.create({
    data: {
      reference: `order-${++made}`,
      type: 'top_up',
      status,
      connectionId: read,
      customerId: customer.id,
      agentId,
      madeBy: 'user:1',
      madeByName: 'Somebody',
      createdAt: hoursAgo(hours),
      unknownSince: status === 'unknown' ? hoursAgo(hours) : null,
    },
  });
}

type Account = { agentId: number | null; residual: bigint; recent: bigint; alertHours?: number };

async function addAccount(read: number, { agentId, residual, recent, alertHours }: Account): Promise<void> {
  const name = `account-${++made}`;
  const customer = await db().customer.create({ data: { name, agentId } });
  const account = await db().upstreamAccount.create({
    data: {
      connectionId: read,
      externalId: name,
      kind: 'customer',
      customerId: customer.id,
      residual,
      residualAsOf: NOW,
      recentUsage: recent,
      recentUsageDays: 7,
    },
  });
  if (alertHours === undefined) return;
  const raisedAt = hoursAgo(alertHours);
  const subject = String(account.id);
  await db().alert.create({
    data: {
      kind: 'account',
      subject,
      level: 1,
      agentId,
      customerId: customer.id,
      connectionId: read,
      detail: '',
      raisedAt,
    },
  });
}

async function addConnection(name: string, more: object): Promise<number> {
  const common = {
    baseUrl: 'https://example.com',
    credentials: 'x',
    usageAsset: 'IPWEB_MB',
    provider: 'ipweb',
  } as const;
  const settings = { timeZone: 'Asia/Shanghai' };
  return (await db().connection.create({ data: { ...common, name, settings, ...more } })).id;
}

/** An installation in which nothing needs anybody. */
export async function makeQuietWorld(): Promise<World> {
  const [north, south] = [await addAgent('north'), await addAgent('south')];
  const read = await addConnection('Read', { status: 'ok', lastSyncedAt: hoursAgo(1) });
  const value = { at: hoursAgo(2).toISOString(), ok: true, problems: [] };
  await db().setting.create({ data: { key: 'ledger.check', value } });
  return { north, south, read };
}

async function addAdjustment(agentName: string): Promise<void> {
  const account = await db().billingAccount.findFirstOrThrow({ where: { name: agentName } });
  const person = { madeBy: 'user:1', madeByName: 'Somebody', reason: 'Test', reference: 'a' };
  await db().adjustment.create({
    data: {
      ...person,
      billingAccountId: account.id,
      amount: 5n,
      currency: 'USD',
      status: 'awaiting_approval',
      createdAt: hoursAgo(8),
    },
  });
}

async function addDifferences(connectionId: number): Promise<void> {
  for (const [fingerprint, resolvedAt, hours] of [
    ['a', null, 50],
    ['b', null, 3],
    ['c', NOW, 90],
  ] as const) {
    const foundAt = hoursAgo(hours);
    await db().discrepancy.create({
      data: { connectionId, kind: 'only_provider', day: NOW, fingerprint, detail: '', foundAt, resolvedAt },
    });
  }
}

/** A pool that runs out, and one that an alert is about. */
async function addLowPools({ read, late }: { read: number; late: number }): Promise<void> {
  const pool = { residual: 10n * MB, asOf: NOW };
  await db().poolBalance.create({ data: { connectionId: read, pool: 'account', ...pool } });
  await db().poolBalance.create({ data: { connectionId: late, pool: 'account2', ...pool } });
  await db().stockLevel.create({
    data: {
      connectionId: read,
      unused: 200n * MB,
      accounts: 4,
      unusedAsOf: NOW,
      used: 700n * MB,
      usedDays: 7,
      writtenAt: NOW,
    },
  });
  const alert = { kind: 'pool', level: 1, detail: '', raisedAt: hoursAgo(11) };
  await db().alert.create({ data: { ...alert, subject: `${read}:account`, connectionId: read } });
  await db().alert.create({ data: { ...alert, subject: `${late}:account2`, connectionId: late } });
}

/** Makes everything wrong, each kind of trouble with an age of its own; much of it twice, for one agent and for another. */
export async function makeEverythingWrong({ north, south, read }: World): Promise<void> {
  const late = await addConnection('Late', { status: 'ok', lastSyncedAt: hoursAgo(5) });
  await addConnection('Evening', { provider: 'freebit', status: 'ok', lastSyncedAt: hoursAgo(20) });
  await addConnection('Down', { status: 'failing', statusSince: hoursAgo(6), lastSyncedAt: hoursAgo(7) });
  await addConnection('Refused', { status: 'unauthorized', statusSince: hoursAgo(3) });
  await addConnection('Off', { status: 'disabled', lastSyncedAt: hoursAgo(900) });
  await addAccount(read, { agentId: north, residual: 0n, recent: 700n * MB, alertHours: 9 });
  await addAccount(read, { agentId: south, residual: -5n * MB, recent: 700n * MB });
  await addAccount(read, { agentId: null, residual: 200n * MB, recent: 700n * MB, alertHours: 4 });
  await addAccount(read, { agentId: north, residual: 0n, recent: 0n });
  await addOrder(read, north, 'unknown', 2);
  await addOrder(read, south, 'unknown', 30);
  await addOrder(read, north, 'awaiting_approval', 4);
  await addOrder(read, null, 'rejected', 1);
  await addOrder(read, south, 'rejected', 39);
  await addOrder(read, north, 'rejected', 41);
  await addAdjustment('south');
  await addDifferences(late);
  await addLowPools({ read, late });
  const problems = [{ rule: 'A rule', subject: 'order 1', detail: 'is wrong' }];
  const value = { at: hoursAgo(2).toISOString(), ok: false, problems };
  await db().setting.update({ where: { key: 'ledger.check' }, data: { value } });
  await noteBackup(hoursAgo(24 * 9));
}
