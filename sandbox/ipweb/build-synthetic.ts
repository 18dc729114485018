import { noise } from '../hash-noise';
import { dayStartMs, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import { type BaseWorld, creditsFor } from './base-world';
import type { Customer } from './customer-demand';
import { GB_MICRO, type Movement } from './movements';

interface SyntheticSpec {
  customers: number;
  /** Days with usage, the last one being yesterday. */
  days: number;
  seed: number;
  /** Chance that a customer has traffic on a day; 1 makes exactly customers × days rows. */
  density: number;
  /** Whether the running day has rows too. */
  today: boolean;
}

/** A world of any size for tests: usage is computed when asked for, so nothing grows with customers × days. */
export function buildSynthetic(spec: SyntheticSpec, anchorDay: number): BaseWorld {
  const firstDay = anchorDay - spec.days;
  const customers: Customer[] = [];
  const movements: Movement[] = [];
  for (let index = 0; index < spec.customers; index += 1) {
    const id = 100_001 + index;
    const number = String(index + 1).padStart(5, '0');
    const baseMb = 40 + Math.floor(4_000 * noise(spec.seed, id, 0, 20) ** 2);
    customers.push({
      id,
      name: `Customer ${number}`,
      userName: `customer-${number}@load.example`,
      agent: null,
      enabled: true,
      profile: {
        baseMb,
        weekendFactor: 0.8,
        yearlyTrend: 0.2,
        spread: 0.3,
        activeChance: spec.density,
        burstChance: 0.01,
        firstDay,
        silentAfter: null,
        lastDropMicro: 0,
      },
    });
    // Enough for twice the history, so that a long test never runs a customer dry.
    const gb = BigInt(Math.ceil((baseMb * (spec.days + 60) * 3) / 1024));
    const atMs = dayStartMs(firstDay, SHANGHAI_OFFSET_HOURS) + (index % 86_400) * 1000;
    movements.push({ seq: 0, atMs, customerId: id, micro: gb * GB_MICRO, orderId: null, source: 'history' });
  }
  movements.sort((a, b) => a.atMs - b.atMs);
  for (const [index, movement] of movements.entries()) movement.seq = index + 1;
  return {
    seed: spec.seed,
    anchorDay,
    firstDay,
    todayRows: spec.today,
    customers,
    movements,
    credits: customers.length === 0 ? [] : creditsFor(movements, firstDay, 1, 1),
    account2Mb: 0,
  };
}
