import { demoAgentEmail, demoAgents } from '../demo-agents';
import { noise, pick } from '../hash-noise';
import { dayNumberAt, dayProgress, isWeekend, TOKYO_OFFSET_HOURS } from '../zone-days';

/** A SIM or a share group at Freebit. */
export interface Line {
  /** Phone number or share group code. */
  account: string;
  index: number;
  /** Who holds it. */
  name: string;
  kind: 'sim' | 'share_group';
  agent: string | null;
  suspended: boolean;
  blackListed: boolean;
  /** SIMs of a share group answer to no query of their own. */
  inShareGroup: boolean;
  baseKb: number;
}

export interface FreebitBase {
  seed: number;
  lines: Line[];
}

const DEMO_SEED = 50101;
const DEMO_SIMS = 60;
const DEMO_GROUPS = 5;
/** Who the SIMs belong to; a multiple of the agents, so that a holder has one agent. */
const holders = [
  '東京配送サービス',
  'みなと防犯カメラ',
  '北関東ガス検針',
  'さくらレジシステム',
  '湘南カーシェア',
  'オリオン看板',
  '信州農業センサー',
  '関西タクシー無線',
  '博多屋台連合',
  '札幌除雪管理',
  '瀬戸内フェリー',
  '名古屋工作機械',
] as const;

function phoneNumber(seed: number, index: number): string {
  if (index === 0) return '09012345678';
  const prefix = pick(['070', '080', '090'], noise(seed, index, 0, 1));
  const middle = String(1000 + Math.floor(noise(seed, index, 0, 2) * 9000));
  // The index at the end keeps the numbers apart.
  return `${prefix}${middle}${String((index * 37 + 1201) % 10_000).padStart(4, '0')}`;
}

function demoSim(index: number): Line {
  const blackListed = index === 5 || index === 23 || index === 41;
  return {
    account: phoneNumber(DEMO_SEED, index),
    index,
    name: holders[index % holders.length] ?? '',
    kind: 'sim',
    agent: demoAgentEmail(index % demoAgents.length),
    suspended: index === 17,
    blackListed,
    inShareGroup: index >= DEMO_SIMS - 4,
    baseKb: blackListed ? 4_000 : 20_000 + Math.floor(900_000 * noise(DEMO_SEED, index, 0, 3) ** 3),
  };
}

function demoGroup(index: number): Line {
  return {
    account: `AAA0_${String(index + 1).padStart(11, '0')}`,
    index: 1000 + index,
    name: holders[index % holders.length] ?? '',
    kind: 'share_group',
    agent: demoAgentEmail(index % demoAgents.length),
    suspended: false,
    blackListed: index === 3,
    inShareGroup: false,
    baseKb: 2_500_000 + 700_000 * index,
  };
}

/** Sixty SIMs and five share groups: three blacklisted SIMs, one suspended, four that belong to a share group. */
export function demoLines(): FreebitBase {
  const sims = Array.from({ length: DEMO_SIMS }, (_, index) => demoSim(index));
  return { seed: DEMO_SEED, lines: [...sims, ...Array.from({ length: DEMO_GROUPS }, (_, index) => demoGroup(index))] };
}

/** Any number of plain SIMs, for tests. */
export function syntheticLines(count: number, seed: number): FreebitBase {
  const lines = Array.from({ length: count }, (_, index): Line => {
    const account = `070${String(10_000_000 + index)}`;
    const flags = { suspended: false, blackListed: false, inShareGroup: false };
    return { account, index, name: account, kind: 'sim', agent: null, ...flags, baseKb: 50_000 + (index % 97) * 1000 };
  });
  return { seed, lines };
}

/** KB of one line on one day in Japan; the running day grows. */
export function trafficKb(line: Line, seed: number, day: number, nowMs: number): number {
  const today = dayNumberAt(nowMs, TOKYO_OFFSET_HOURS);
  if (day > today || line.suspended) return 0;
  const chance = noise(seed, line.index, day, 10);
  if (chance < 0.03) return 0;
  const week = isWeekend(day) ? 0.6 : 1;
  const whole = line.baseKb * week * (0.5 + noise(seed, line.index, day, 11));
  return Math.floor(whole * dayProgress(nowMs, day, TOKYO_OFFSET_HOURS));
}
