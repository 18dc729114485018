import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dieAt } from '@/bin/test/die-at';
import { type Context, systemContext } from '@/lib/core/actor';
import { unseal } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';
import { drainSubmissions, sweepOrders } from '@/lib/orders';
import { addPerson, useOrderWorld } from '@/lib/orders/testing/order-world';
import { changeRule, getRule, listAutoTopUps, runAutoTopUps, setAutoTopUp } from './index';
import type { AutoTopUpInput, AutoTopUpRuleDto } from './schemas';

const DAY_MS = 86_400_000;
const GB = 1_000_000n;

const world = useOrderWorld();
let seller: Context;

/** A rule of each Monday at 08:00 in Tokyo, as it was set on Sunday the 1st of November 2026. */
const SUNDAY = Date.parse('2026-11-01T00:00:00Z');
/** Monday the 2nd, 08:00 in Tokyo. */
const DUE = Date.parse('2026-11-01T23:00:00Z');

const MONDAYS = { every: 'week' as const, day: 1, at: '08:00', timeZone: 'Asia/Tokyo' };

const at = (instant: number): Context => ({ ...systemContext('auto-top-up'), now: () => new Date(instant) });

function set(change: Partial<AutoTopUpInput> = {}, now = SUNDAY) {
  const input = { accountId: world.accountId, schedule: MONDAYS, amountGb: 2n * GB, ...change };
  return setAutoTopUp({ ...seller, now: () => new Date(now) }, input);
}

async function run(instant: number): Promise<void> {
  await runAutoTopUps(at(instant));
  await drainSubmissions();
}

async function rule(): Promise<AutoTopUpRuleDto> {
  const [dto] = await listAutoTopUps(seller, { customerId: world.customerId });
  if (!dto?.rule) throw new Error('there is no rule');
  return dto.rule;
}

const orders = () => db().order.findMany({ where: { note: { startsWith: 'Scheduled' } }, orderBy: { id: 'asc' } });
const notes = async () => (await orders()).map(({ note }) => note);
const firings = () => db().autoTopUpFiring.findMany({ orderBy: { no: 'asc' } });

beforeAll(async () => {
  seller = await addPerson('agent', world.agentId);
  // The tests are of a month that is over: what is agreed was so then.
  await db().price.updateMany({ data: { validFrom: new Date('2026-01-01') } });
});

beforeEach(async () => {
  await drainSubmissions();
  await db().autoTopUpFiring.deleteMany();
  await db().autoTopUp.deleteMany();
  await db().$executeRaw`UPDATE "order" SET note = NULL, created_at = created_at - interval '1 year'`;
});

describe('an occurrence', () => {
  test('is made once, whoever looks and how often, and says what it was for', async () => {
    expect((await set()).rule).toMatchObject({ schedule: MONDAYS, thresholdGb: null, enabled: true });
    const before = (await world.effects()).length;
    await run(DUE - 1);
    expect(await notes()).toEqual([]);
    await Promise.all([run(DUE), run(DUE), run(DUE + 5)]);
    await run(DUE + DAY_MS);
    expect(await notes()).toEqual(['Scheduled top-up of 2026-11-02']);
    expect((await orders())[0]).toMatchObject({
      status: 'succeeded',
      amountGb: 2n * GB,
      madeBy: expect.stringMatching(/^user:/),
    });
    expect((await world.effects()).length - before).toBe(1);
    const dto = await getRule({ ...seller, now: () => new Date(DUE + 1) }, { id: Number((await rule()).id) });
    expect(dto).toMatchObject({
      nextAt: new Date(DUE + 7 * DAY_MS).toISOString(),
      lastMissed: null,
      lastOrderId: expect.any(String),
    });
  });

  test('of before the rule was set is not made, nor when it is switched on again or set to another time', async () => {
    await set({}, DUE);
    await run(DUE + 1000);
    const id = Number((await rule()).id);
    await changeRule(seller, { id, enabled: false });
    expect(await rule()).toMatchObject({ enabled: false, nextAt: null });
    await run(DUE + 7 * DAY_MS);
    await set({}, DUE + 8 * DAY_MS);
    await run(DUE + 8 * DAY_MS);
    await set({ schedule: { ...MONDAYS, at: '07:00' } }, DUE + 8 * DAY_MS);
    await run(DUE + 8 * DAY_MS);
    expect(await notes()).toEqual([]);
    await run(DUE + 14 * DAY_MS);
    expect(await notes()).toEqual(['Scheduled top-up of 2026-11-16']);
  });

  test('set to a later time of a day that was served is not made a second time', async () => {
    await set();
    await run(DUE);
    await set({ schedule: { ...MONDAYS, at: '09:00' } }, DUE + 60_000);
    await run(DUE + 3_600_000);
    await run(DUE + 3_700_000);
    expect(await notes()).toEqual(['Scheduled top-up of 2026-11-02']);
    expect((await rule()).nextAt).not.toBeNull();
  });

  test('missed while nothing ran: the latest is made, those before are left out, and it says so', async () => {
    await set();
    await run(DUE + 23 * DAY_MS);
    await run(DUE + 23 * DAY_MS + 60_000);
    expect(await notes()).toEqual(['Scheduled top-up of 2026-11-23']);
    expect((await rule()).lastMissed).toBe(
      'The one of 2026-11-23 was made late; 3 before it were missed and left out.',
    );
    await run(DUE + 28 * DAY_MS);
    expect(await notes()).toEqual(['Scheduled top-up of 2026-11-23', 'Scheduled top-up of 2026-11-30']);
    expect((await rule()).lastMissed).toBeNull();
  });

  test('is not made again when the clock goes back, nor left out when it had gone ahead', async () => {
    await set();
    await run(DUE + 1000);
    // Back before the time it was due, and over it again.
    await run(DUE - 60_000);
    await run(DUE + 1000);
    await run(DUE + 60_000);
    expect(await notes()).toHaveLength(1);
    // A month ahead: one is made early, of then; back again, those in between are made in their time, and that one not twice.
    await run(DUE + 28 * DAY_MS);
    await run(DUE + DAY_MS);
    for (const week of [1, 2, 3, 4, 4]) {
      await run(DUE + week * 7 * DAY_MS + 1000);
    }
    expect(await notes()).toEqual(
      ['2026-11-02', '2026-11-30', '2026-11-09', '2026-11-16', '2026-11-23'].map((day) => `Scheduled top-up of ${day}`),
    );
  });
});

describe('a process that dies', () => {
  test.each(['order.inserting', 'order.inserted', 'order.answered'] as const)(
    'at %s: the occurrence is made once all the same',
    async (step) => {
      // Due five minutes ago on the clock of that process.
      const due = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 5 * 60_000);
      const schedule = {
        every: 'week' as const,
        day: ((due.getUTCDay() + 6) % 7) + 1,
        at: due.toISOString().slice(11, 16),
        timeZone: 'UTC',
      };
      await set({ schedule }, due.getTime() - 1);
      const before = (await world.effects()).length;
      expect(await dieAt(step, 'lib/auto-top-up/testing/run-and-die.ts')).toBe('SIGKILL');
      expect(await firings()).toHaveLength(1);
      await Promise.all([run(Date.now()), run(Date.now())]);
      await sweepOrders(world.later(300));
      await sweepOrders(world.later(600));
      await drainSubmissions();
      await Promise.all([run(Date.now() + 130_000), run(Date.now() + 130_000)]);
      await sweepOrders(world.later(900));
      await drainSubmissions();
      await run(Date.now() + 300_000);
      expect((await world.effects()).length - before).toBe(1);
      expect(await notes()).toEqual([`Scheduled top-up of ${due.toISOString().slice(0, 10)}`]);
      expect(await firings()).toEqual([expect.objectContaining({ orderId: expect.any(Number), problem: null })]);
    },
    60_000,
  );
});

describe('what cannot be made', () => {
  test('waits for an order that nobody knows the end of, then is made', async () => {
    await set();
    await world.fault('apply_then_drop', 'rechargeTrafficCount');
    await run(DUE);
    const [first] = await orders();
    expect(first?.status).toBe('unknown');
    await run(DUE + 7 * DAY_MS);
    expect((await rule()).waitingFor).toBe(`Nobody knows yet whether order #${first?.id} arrived.`);
    await world.clearFaults();
    await sweepOrders(world.later(600));
    await drainSubmissions();
    await db().$executeRaw`UPDATE "order" SET created_at = created_at - interval '20 minutes'`;
    await run(DUE + 7 * DAY_MS + 60_000);
    expect(await notes()).toHaveLength(2);
    expect((await rule()).waitingFor).toBeNull();
  });

  test('above its limit of the month is left out for good, and the next month goes on', async () => {
    await set({ monthlyCapGb: 4n * GB });
    for (const week of [0, 1, 2]) {
      await run(DUE + (week + 1) * 7 * DAY_MS);
      await db().$executeRaw`UPDATE "order" SET created_at = created_at - interval '20 minutes'`;
    }
    expect(await notes()).toHaveLength(2);
    expect((await rule()).lastMissed).toBe(
      'The one of 2026-11-23 was left out: This month’s limit is reached: 4 of 4 GB.',
    );
    await run(DUE + 35 * DAY_MS);
    expect((await notes()).at(-1)).toBe('Scheduled top-up of 2026-12-07');
  });

  test('switches the rule off, tells its maker by mail, and stays served', async () => {
    await set({ amountGb: 900_000n * GB });
    await db().agent.update({ where: { id: world.agentId }, data: { approvalAboveGb: null, dailyCapGb: null } });
    await run(DUE);
    await run(DUE + 60_000);
    expect(await rule()).toMatchObject({
      enabled: false,
      disabledWhy: expect.stringContaining('short of this order'),
      nextAt: null,
    });
    expect(await firings()).toEqual([
      expect.objectContaining({ orderId: null, problem: expect.stringContaining('short') }),
    ]);
    const mails = await db().mail.findMany({ where: { subject: { startsWith: 'Automatic top-up of' } } });
    expect(mails).toEqual([expect.objectContaining({ to: expect.stringMatching(/^person\d+@/) })]);
    await set({}, DUE + 60_000);
    await run(DUE + 120_000);
    expect(await notes()).toEqual([]);
    await world.fault('reject', 'rechargeTrafficCount');
    await db().user.updateMany({ data: { locale: 'ja' } });
    await run(DUE + 7 * DAY_MS);
    expect(await rule()).toMatchObject({ enabled: false, disabledWhy: expect.stringContaining('rejected order') });
    const told = await db().mail.findFirstOrThrow({ where: { to: mails[0]?.to ?? '' }, orderBy: { id: 'desc' } });
    expect(told.subject).toMatch(/ のオートチャージは停止しました$/);
    expect(unseal(told.body, 'mail')).not.toMatch(/[a-z]{3,} [a-z]{2,} [a-z]/);
  });
});
