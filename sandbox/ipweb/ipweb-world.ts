import { dayNumberAt, dayProgress, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { BaseWorld } from './base-world';
import { type Customer, capUsage, demandOf, partOf, type Usage } from './customer-demand';
import type { Movement } from './movements';

/** One day over all customers, ordered by customer id. */
interface DayRows {
  rows: { customer: Customer; usage: Usage }[];
  up: bigint;
  down: bigint;
}

/** How many rows the day cache may hold before the oldest day is dropped. */
const MAX_CACHED_ROWS = 600_000;

function totalOf(usage: Usage | null): bigint {
  return usage === null ? 0n : BigInt(usage.up + usage.down);
}

/**
 * Customers, movements and usage. Usage before the anchor day is a pure function; from the anchor day on it is the same
 * function capped by what the customer had left, so a residual never falls below zero by itself.
 */
export class IpwebWorld {
  readonly base: BaseWorld;
  readonly customers = new Map<number, Customer>();
  readonly movements: Movement[] = [];
  readonly orders = new Map<string, Movement>();
  readonly #byCustomer = new Map<number, Movement[]>();
  readonly #overrides = new Map<number, Map<number, Usage | null>>();
  readonly #settledBefore = new Map<number, bigint>();
  readonly #sinceAnchor = new Map<number, (Usage | null)[]>();
  readonly #days = new Map<number, DayRows>();
  #cachedRows = 0;
  #earliestDay: number;
  #sorted: Customer[] | null = null;

  constructor(base: BaseWorld) {
    this.base = base;
    this.#earliestDay = base.firstDay;
    for (const customer of base.customers) this.customers.set(customer.id, customer);
    for (const movement of base.movements) this.addMovement(movement);
  }

  get nextSeq(): number {
    return this.movements.length + 1;
  }

  /** The first day that can have a row. */
  get earliestDay(): number {
    return this.#earliestDay;
  }

  sortedCustomers(): Customer[] {
    this.#sorted ??= [...this.customers.values()].sort((a, b) => a.id - b.id);
    return this.#sorted;
  }

  addCustomer(customer: Customer): void {
    this.customers.set(customer.id, customer);
    this.#sorted = null;
  }

  addMovement(movement: Movement): void {
    this.movements.push(movement);
    if (movement.orderId !== null) this.orders.set(movement.orderId, movement);
    const list = this.#byCustomer.get(movement.customerId);
    if (list === undefined) this.#byCustomer.set(movement.customerId, [movement]);
    else list.push(movement);
    this.#forget(movement.customerId, dayNumberAt(movement.atMs, SHANGHAI_OFFSET_HOURS));
  }

  /** Sets one day of one customer; null means that the day has no row. */
  override(customerId: number, day: number, usage: Usage | null): void {
    const days = this.#overrides.get(customerId) ?? new Map<number, Usage | null>();
    days.set(day, usage);
    this.#overrides.set(customerId, days);
    this.#settledBefore.delete(customerId);
    this.#earliestDay = Math.min(this.#earliestDay, day);
    this.#forget(customerId, day);
  }

  recharged(customerId: number): bigint {
    return (this.#byCustomer.get(customerId) ?? []).reduce((sum, movement) => sum + movement.micro, 0n);
  }

  /** Everything used up to an instant, the running day's part included. */
  consumed(customer: Customer, nowMs: number): bigint {
    const today = dayNumberAt(nowMs, SHANGHAI_OFFSET_HOURS);
    const later = this.#usageSinceAnchor(customer, today - 1).reduce((sum, usage) => sum + totalOf(usage), 0n);
    return this.#consumedBeforeAnchor(customer) + later + totalOf(this.usageOf(customer, today, nowMs));
  }

  residual(customer: Customer, nowMs: number): bigint {
    return this.recharged(customer.id) - this.consumed(customer, nowMs);
  }

  usageOf(customer: Customer, day: number, nowMs: number): Usage | null {
    const today = dayNumberAt(nowMs, SHANGHAI_OFFSET_HOURS);
    if (day > today) return null;
    const override = this.#overrides.get(customer.id)?.get(day);
    if (override !== undefined) return override;
    if (day < this.base.anchorDay) return demandOf(customer, day, this.base.seed, this.base.anchorDay);
    if (day < today) return this.#usageSinceAnchor(customer, day)[day - this.base.anchorDay] ?? null;
    return this.base.todayRows ? this.#todaysUsage(customer, today, nowMs) : null;
  }

  dayRows(day: number, nowMs: number): DayRows {
    const running = day >= dayNumberAt(nowMs, SHANGHAI_OFFSET_HOURS);
    const cached = running ? undefined : this.#days.get(day);
    if (cached !== undefined) return cached;
    const made: DayRows = { rows: [], up: 0n, down: 0n };
    for (const customer of this.sortedCustomers()) {
      const usage = this.usageOf(customer, day, nowMs);
      if (usage === null) continue;
      made.rows.push({ customer, usage });
      made.up += BigInt(usage.up);
      made.down += BigInt(usage.down);
    }
    if (!running) this.#keep(day, made);
    return made;
  }

  #todaysUsage(customer: Customer, today: number, nowMs: number): Usage | null {
    const demand = demandOf(customer, today, this.base.seed, this.base.anchorDay);
    const part = demand === null ? null : partOf(demand, dayProgress(nowMs, today, SHANGHAI_OFFSET_HOURS));
    const settled = this.#usageSinceAnchor(customer, today - 1);
    return part === null ? null : capUsage(part, this.#leftAt(customer, today, settled));
  }

  /** What a customer may use on a day: all movements up to and including it, less all usage before it (`known` since the anchor day). */
  #leftAt(customer: Customer, day: number, known: readonly (Usage | null)[]): bigint {
    let left = -this.#consumedBeforeAnchor(customer);
    for (const movement of this.#byCustomer.get(customer.id) ?? []) {
      if (dayNumberAt(movement.atMs, SHANGHAI_OFFSET_HOURS) <= day) left += movement.micro;
    }
    for (let index = 0; index < day - this.base.anchorDay; index += 1) left -= totalOf(known[index] ?? null);
    return left;
  }

  /** The days from the anchor day to `lastDay`, all of them over. */
  #usageSinceAnchor(customer: Customer, lastDay: number): (Usage | null)[] {
    const known = this.#sinceAnchor.get(customer.id) ?? [];
    this.#sinceAnchor.set(customer.id, known);
    for (let day = this.base.anchorDay + known.length; day <= lastDay; day += 1) {
      const override = this.#overrides.get(customer.id)?.get(day);
      const demand = demandOf(customer, day, this.base.seed, this.base.anchorDay);
      const capped = demand === null ? null : capUsage(demand, this.#leftAt(customer, day, known));
      known.push(override === undefined ? capped : override);
    }
    return known.slice(0, Math.max(0, lastDay - this.base.anchorDay + 1));
  }

  #consumedBeforeAnchor(customer: Customer): bigint {
    const known = this.#settledBefore.get(customer.id);
    if (known !== undefined) return known;
    const overrides = this.#overrides.get(customer.id);
    let sum = 0n;
    for (let day = this.base.firstDay; day < this.base.anchorDay; day += 1) {
      if (overrides?.has(day)) continue;
      sum += totalOf(demandOf(customer, day, this.base.seed, this.base.anchorDay));
    }
    for (const [day, usage] of overrides ?? []) if (day < this.base.anchorDay) sum += totalOf(usage);
    this.#settledBefore.set(customer.id, sum);
    return sum;
  }

  /** Drops what was computed for a customer from a day on (all of the days since the anchor: their cap may have moved). */
  #forget(customerId: number, day: number): void {
    this.#sinceAnchor.delete(customerId);
    for (const cached of [...this.#days.keys()]) {
      if (cached === day || cached >= this.base.anchorDay) this.#drop(cached);
    }
  }

  #keep(day: number, rows: DayRows): void {
    this.#days.set(day, rows);
    this.#cachedRows += rows.rows.length;
    for (const oldest of this.#days.keys()) {
      if (this.#cachedRows <= MAX_CACHED_ROWS || oldest === day) break;
      this.#drop(oldest);
    }
  }

  #drop(day: number): void {
    this.#cachedRows -= this.#days.get(day)?.rows.length ?? 0;
    this.#days.delete(day);
  }
}
