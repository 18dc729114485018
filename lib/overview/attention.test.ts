import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Actor, Context } from '@/lib/core/actor';
import { listCustomers } from '@/lib/customers';
import { customerQuery } from '@/lib/customers/schemas';
import { closeDb, db } from '@/lib/infra/db';
import { listOrders } from '@/lib/orders';
import { orderQuery } from '@/lib/orders/schemas';
import { listDiscrepancies } from '@/lib/reconciliation';
import { discrepancyQuery } from '@/lib/reconciliation/schemas';
import { type AttentionItem, attentionHref } from './attention-schemas';
import { getLastBackup, getOverview, noteBackup } from './index';

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T16:30:00Z');
const MB = 1_000_000n;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

function as(role: 'admin' | 'viewer' | 'agent', agentId: number | null = null): Context {
  const actor: Actor = { kind: 'key', keyId: 1, name: 'test', role, agentId, address: null };
  return { actor, now: () => NOW };
}

async function attentionOf(ctx: Context): Promise<AttentionItem[]> {
  return (await getOverview(ctx, { timeZone: 'Asia/Shanghai' })).attention;
}

async function addAgent(name: string): Promise<number> {
  const billingAccount = { create: { name, currency: 'USD' } };
  const data = { name, email: `${name}@example.com`, currency: 'USD', billingAccount };
  return (await db().agent.create({ data })).id;
}

let [north, south, read, late] = [0, 0, 0, 0];
let made = 0;

async function addOrder(agentId: number | null, status: 'unknown' | 'rejected' | 'awaiting_approval', hours: number) {
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

async function addAccount({ agentId, residual, recent, alertHours }: Account): Promise<void> {
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

describe('when all is well', () => {
  test('nothing needs anybody, whoever looks', async () => {
    north = await addAgent('north');
    south = await addAgent('south');
    read = await addConnection('Read', { status: 'ok', lastSyncedAt: hoursAgo(1) });
    await db().setting.create({
      data: { key: 'ledger.check', value: { at: hoursAgo(2).toISOString(), ok: true, problems: [] } },
    });
    expect(await attentionOf(as('admin'))).toEqual([]);
    expect(await attentionOf(as('viewer'))).toEqual([]);
    expect(await attentionOf(as('agent', north))).toEqual([]);
  });
});

describe('when everything is wrong', () => {
  beforeAll(async () => {
    late = await addConnection('Late', { status: 'ok', lastSyncedAt: hoursAgo(5) });
    await addConnection('Evening', { provider: 'freebit', status: 'ok', lastSyncedAt: hoursAgo(20) });
    await addConnection('Down', { status: 'failing', statusSince: hoursAgo(6), lastSyncedAt: hoursAgo(7) });
    await addConnection('Refused', { status: 'unauthorized', statusSince: hoursAgo(3) });
    await addConnection('Off', { status: 'disabled', lastSyncedAt: hoursAgo(900) });
    await addAccount({ agentId: north, residual: 0n, recent: 700n * MB, alertHours: 9 });
    await addAccount({ agentId: south, residual: -5n * MB, recent: 700n * MB });
    await addAccount({ agentId: null, residual: 200n * MB, recent: 700n * MB, alertHours: 4 });
    await addAccount({ agentId: north, residual: 0n, recent: 0n });
    await addOrder(north, 'unknown', 2);
    await addOrder(south, 'unknown', 30);
    await addOrder(north, 'awaiting_approval', 4);
    await addOrder(null, 'rejected', 1);
    await addOrder(south, 'rejected', 39);
    await addOrder(north, 'rejected', 41);
    const account = await db().billingAccount.findFirstOrThrow({ where: { name: 'south' } });
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
    for (const [fingerprint, resolvedAt, hours] of [
      ['a', null, 50],
      ['b', null, 3],
      ['c', NOW, 90],
    ] as const) {
      const foundAt = hoursAgo(hours);
      await db().discrepancy.create({
        data: { connectionId: late, kind: 'only_provider', day: NOW, fingerprint, detail: '', foundAt, resolvedAt },
      });
    }
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
    const problems = [{ rule: 'A rule', subject: 'order 1', detail: 'is wrong' }];
    const value = { at: hoursAgo(2).toISOString(), ok: false, problems };
    await db().setting.update({ where: { key: 'ledger.check' }, data: { value } });
    await noteBackup(hoursAgo(24 * 9));
  });

  const told = (items: readonly AttentionItem[]) =>
    items.map((item) => [
      item.kind,
      'count' in item ? item.count : 'name' in item ? item.name : null,
      item.oldest === null ? null : (NOW.getTime() - Date.parse(item.oldest)) / 3_600_000,
    ]);

  test('an admin and a viewer have one list, the most urgent first, with counts and ages', async () => {
    const items = await attentionOf(as('admin'));
    expect(told(items)).toEqual([
      ['books_broken', 1, 2],
      ['refused', 'Refused', 3],
      ['down', 'Down', 6],
      ['unknown', 2, 30],
      ['short', 'Read', null],
      ['out', 2, 9],
      ['awaiting', 1, 4],
      ['adjustments', 1, 8],
      ['rejected', 2, 39],
      ['low', 1, 4],
      ['stale', 'Late', 5],
      ['pool_low', 'Late', 11],
      ['differences', 2, 50],
      ['alert', 2, 9],
      ['backup_old', null, 24 * 9],
    ]);
    expect(await attentionOf(as('viewer'))).toEqual(items);
  });

  test('an agent has its own customers and orders only, and nothing of the house', async () => {
    expect(told(await attentionOf(as('agent', north)))).toEqual([
      ['unknown', 1, 2],
      ['out', 1, 9],
      ['awaiting', 1, 4],
      ['alert', 1, 9],
    ]);
    const board = JSON.stringify(await getOverview(as('agent', north), { timeZone: 'UTC' }));
    for (const foreign of ['south', 'Late', 'Down', 'Refused', 'cost', 'margin', 'sellable']) {
      expect(board).not.toContain(foreign);
    }
  });

  test.each([
    ['an admin', () => as('admin')],
    ['an agent', () => as('agent', north)],
  ])('each link of %s lands on the list of what was counted', async (_who, ctx) => {
    let links = 0;
    for (const item of await attentionOf(ctx())) {
      const url = new URL(attentionHref(item, true) ?? '/', 'http://x');
      const search = Object.fromEntries(url.searchParams);
      const list = {
        '/orders': () => listOrders(ctx(), orderQuery.parse(search)),
        '/customers': () => listCustomers(ctx(), customerQuery.parse(search)),
        '/reconciliation': () => listDiscrepancies(ctx(), discrepancyQuery.parse(search)),
      }[url.pathname];
      if (!list || !('count' in item)) continue;
      links += 1;
      expect([item.kind, (await list()).data.length]).toEqual([item.kind, item.count]);
    }
    expect(links).toBeGreaterThan(3);
  });

  test('an agent is not sent to pages of the house', async () => {
    const items = await attentionOf(as('admin'));
    const down = items.find(({ kind }) => kind === 'down');
    expect(down && [attentionHref(down, true)?.startsWith('/connections/'), attentionHref(down, false)]).toEqual([
      true,
      null,
    ]);
    await expect(getLastBackup(as('agent', north))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('what is more than a thousand is said to be more, and not counted on', async () => {
    const customer = await db().customer.findFirstOrThrow({ where: { agentId: south } });
    const rows = Array.from({ length: 1_001 }, (_, index) => ({
      reference: `many-${index}`,
      type: 'top_up' as const,
      status: 'unknown' as const,
      connectionId: read,
      customerId: customer.id,
      agentId: south,
      madeBy: 'user:1',
      madeByName: 'Somebody',
    }));
    await db().order.createMany({ data: rows });
    const unknown = (await attentionOf(as('admin'))).find(({ kind }) => kind === 'unknown');
    expect(unknown).toMatchObject({ count: 1_000, more: true });
  });
});
