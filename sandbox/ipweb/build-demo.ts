import { demoAgentEmail } from '../demo-agents';
import { noise, pick } from '../hash-noise';
import { dayStartMs, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import { type BaseWorld, creditsFor } from './base-world';
import { type Customer, type DemandProfile, demandOf } from './customer-demand';
import { type DemoKind, demoPeople } from './demo-people';
import { GB_MICRO, type Movement } from './movements';

const DEMO_SEED = 20251226;
const DEMO_DAYS = 400;

const traits: Record<DemoKind, Partial<DemandProfile>> = {
  steady: {},
  growing: { yearlyTrend: 0.9 },
  shrinking: { yearlyTrend: -0.55 },
  office: { weekendFactor: 0.28 },
  weekend: { weekendFactor: 1.9 },
  bursty: { burstChance: 0.06, spread: 0.4 },
  quiet: { activeChance: 0.22, spread: 0.6 },
  dormant: {},
  newcomer: { yearlyTrend: 2 },
  runs_dry: { spread: 0.1 },
  dry: {},
  no_data: { baseMb: 0 },
};

function profileOf(kind: DemoKind, baseMb: number, anchorDay: number): DemandProfile {
  const firstDay = anchorDay - (kind === 'newcomer' ? 24 : DEMO_DAYS);
  const silentAfter = kind === 'dormant' ? anchorDay - 63 : kind === 'dry' ? anchorDay - 3 : null;
  return {
    baseMb,
    weekendFactor: 0.85,
    yearlyTrend: 0.1,
    spread: 0.18,
    activeChance: 0.995,
    burstChance: 0.004,
    firstDay,
    silentAfter,
    lastDropMicro: 0,
    ...traits[kind],
  };
}

/** A pack a reseller would sell: a round number of GB for three to five weeks. */
function packFor(customer: Customer): bigint {
  const wantedGb = (customer.profile.baseMb * (22 + 14 * noise(DEMO_SEED, customer.id, 0, 9))) / 1024;
  const sizes = [5, 10, 20, 50, 100, 200, 300, 500, 800, 1000, 1500, 2000, 3000, 5000] as const;
  return BigInt(sizes.find((size) => size >= wantedGb) ?? 5000) * GB_MICRO;
}

/** An instant in business hours of a day in Shanghai, whole seconds. */
function businessTime(customerId: number, day: number, salt: number): number {
  const seconds = 9 * 3600 + Math.floor(noise(DEMO_SEED, customerId, day, salt) * 11 * 3600);
  return dayStartMs(day, SHANGHAI_OFFSET_HOURS) + seconds * 1000;
}

type Draft = Omit<Movement, 'seq'>;

/** Walks a customer through its days: a pack whenever it would run out, now and then a deduction. */
function historyOf(customer: Customer, anchorDay: number): { drafts: Draft[]; left: bigint; usedLately: bigint } {
  const drafts: Draft[] = [];
  const pack = packFor(customer);
  let left = 0n;
  let usedLately = 0n;
  const add = (day: number, micro: bigint, salt: number) => {
    const atMs = businessTime(customer.id, day, salt);
    drafts.push({ atMs, customerId: customer.id, micro, orderId: null, source: 'history' });
    left += micro;
  };
  for (let day = customer.profile.firstDay; day < anchorDay; day += 1) {
    const usage = demandOf(customer, day, DEMO_SEED, anchorDay);
    const used = usage === null ? 0n : BigInt(usage.up + usage.down);
    while (left < used) add(day, pack, 10);
    left -= used;
    if (day >= anchorDay - 7) usedLately += used;
    const slip = noise(DEMO_SEED, customer.id, day, 11) < 0.002 && left > 8n * GB_MICRO;
    if (slip) add(day, -pick([1n, 2n, 5n], noise(DEMO_SEED, customer.id, day, 12)) * GB_MICRO, 13);
  }
  return { drafts, left, usedLately };
}

/** Trims the last recharge, in steps of 0.01 GB, so that about `target` is left. Returns what is left then. */
function trimLast(drafts: Draft[], left: bigint, target: bigint): bigint {
  const last = drafts.findLast((draft) => draft.micro > 0n);
  if (last === undefined || left <= target) return left;
  const step = GB_MICRO / 100n; // 10.24 MB: a whole number of 1e-6 MB
  const wanted = (left - target) / step;
  const most = last.micro / step - 1n;
  const cut = (wanted < most ? wanted : most) * step;
  last.micro -= cut;
  return left - cut;
}

/** A customer's history with the end that its kind asks for: dry, nearly dry, or traffic for a few days more. */
function settleEnd(kind: DemoKind, customer: Customer, anchorDay: number): Draft[] {
  const { drafts, left, usedLately } = historyOf(customer, anchorDay);
  if (kind === 'no_data') return [];
  if (kind === 'runs_dry') trimLast(drafts, left, (usedLately * 17n) / 70n);
  else if (kind === 'dry') customer.profile.lastDropMicro = Number(trimLast(drafts, left, 0n));
  else if (left < usedLately * 3n) {
    const day = anchorDay - 1 - (customer.id % 4);
    const atMs = businessTime(customer.id, day, 14);
    const draft: Draft = { atMs, customerId: customer.id, micro: packFor(customer), orderId: null, source: 'history' };
    drafts.push(draft);
  }
  // One buyer sends the same order twice in the same second: identical lines are legitimate.
  const last = drafts.at(-1);
  if (kind === 'bursty' && last !== undefined && last.micro > 0n) drafts.push({ ...last });
  return drafts;
}

/** The demo: forty customers of six agents and of the house, four hundred days, balances that add up. */
export function buildDemo(anchorDay: number): BaseWorld {
  const customers = demoPeople.map(([id, name, userName, agent, kind, baseMb]): Customer => {
    return {
      id,
      name,
      userName,
      agent: demoAgentEmail(agent),
      enabled: true,
      profile: profileOf(kind, baseMb, anchorDay),
    };
  });
  const drafts = customers.flatMap((customer, index) =>
    settleEnd(demoPeople[index]?.[4] ?? 'steady', customer, anchorDay),
  );
  drafts.sort((a, b) => a.atMs - b.atMs);
  const movements = drafts.map((draft, index): Movement => ({ seq: index + 1, ...draft }));
  const firstDay = anchorDay - DEMO_DAYS;
  return {
    seed: DEMO_SEED,
    anchorDay,
    firstDay,
    todayRows: true,
    customers,
    movements,
    credits: creditsFor(movements, firstDay, 14, 30),
    account2Mb: 15_728_640,
  };
}
