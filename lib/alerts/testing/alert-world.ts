import { beforeEach } from 'vitest';
import { useWorld } from '@/bin/test/world';
import { type Context, systemContext } from '@/lib/core/actor';
import { unseal } from '@/lib/infra/crypto';
import { closeDb, db } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { addAccount, addAgent, addConnection, addCustomer } from '@/lib/usage/testing';
import { checkAlertsOf } from '../check-alerts';
import { setAlertRule } from '../index';
import { alertRuleInput } from '../schemas';

/** A connection, an agent's customer, an admin with a mail and a webhook: who has accounts, and who hears of them. */

export const GB = 1_024_000_000n;
export const ctx = systemContext('alerts');
export const admin: Context = as('admin', null);

/** Who asks with an API key of this role. */
export function as(role: 'admin' | 'agent' | 'viewer', agentId: number | null): Context {
  return { actor: { kind: 'key', keyId: 1, name: role, role, agentId, address: null }, now: () => new Date() };
}

type AlertWorld = {
  connectionId: number;
  agentId: number;
  customerId: number;
  /** An account with so much left of 100 GB at the last credit; used at 2 GB a day until today. */
  account(leftGb: bigint, owner?: number | null): Promise<number>;
  /** Leaves so many tenths of a GB on an account; gives what the connection's alerts say then. */
  left(id: number, tenthsOfGb: bigint): Promise<[state: string, level: number][]>;
  close(): Promise<void>;
};

async function openAlertWorld(): Promise<AlertWorld> {
  const world: AlertWorld = {
    connectionId: 0,
    agentId: 0,
    customerId: 0,
    async account(leftGb, owner = world.customerId) {
      const id = await addAccount(world.connectionId, owner);
      const used = { lastUsageDay: new Date(), recentUsage: 14n * GB, recentUsageDays: 7 };
      const data = { residual: leftGb * GB, residualAsOf: new Date(), fullResidual: 100n * GB, ...used };
      await db().upstreamAccount.update({ where: { id }, data });
      return id;
    },
    async left(id, tenthsOfGb) {
      await db().upstreamAccount.update({ where: { id }, data: { residual: (tenthsOfGb * GB) / 10n } });
      const { accounts } = await checkAlertsOf(ctx, world.connectionId);
      return accounts.map(({ state, level }) => [state, level]);
    },
    async close() {
      await closeJobs();
      await closeDb();
    },
  };
  return world;
}

/** Call it at the top of a test file: a database of its own with these rows, made anew for each test. */
export function useAlertWorld(): AlertWorld {
  const world = useWorld(openAlertWorld);
  beforeEach(async () => {
    for (const table of ['alert', 'alert_rule', 'mail', 'webhook_delivery', 'webhook', 'setting', '"user"']) {
      await db().$executeRawUnsafe(`DELETE FROM ${table}`);
    }
    world.connectionId = await addConnection('ipweb');
    world.agentId = await addAgent();
    world.customerId = await addCustomer(world.agentId);
    await db().webhook.create({
      data: { url: 'https://example.com/hook', events: ['balance.low'], secret: 's', createdBy: 'user:1' },
    });
    await db().user.create({ data: { email: `boss-${world.connectionId}@example.com`, name: 'Boss', role: 'admin' } });
  });
  return world;
}

/** Sets thresholds as the form does. */
export async function set(input: object, who = admin) {
  return setAlertRule(
    who,
    alertRuleInput.parse({ scope: 'account', enabled: true, percents: '', gbs: '', days: '', ...input }),
  );
}

/** Every mail that was written, oldest first. */
export const letters = async () =>
  (await db().mail.findMany({ orderBy: { id: 'asc' } })).map(({ to, subject, body }) => ({
    to,
    subject,
    body: unseal(body, 'mail'),
  }));
