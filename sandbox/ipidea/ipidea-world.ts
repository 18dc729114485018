import { dayNumberAt, dayProgress, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { IpideaBase } from './base-world';
import { type DayUse, demandBytes, totalUse } from './demand';
import { type FlowOrder, type IpOrder, M_BYTES, type OrderList, type Product } from './orders';

/** Orders, addresses and the balance, all in bytes. */
export class IpideaWorld {
  readonly base: IpideaBase;
  readonly orders: (FlowOrder | IpOrder)[] = [];
  /** When each address ends, by product and address. */
  readonly #expires = new Map<string, number>();
  readonly #opened: Record<Product, number> = { isp: 0, static: 0 };

  constructor(base: IpideaBase) {
    this.base = base;
    for (const order of base.orders) this.add(order);
  }

  add(order: FlowOrder | IpOrder): void {
    this.orders.push(order);
    if (!('ips' in order)) return;
    const product: Product = order.list === 'isp' ? 'isp' : 'static';
    if (order.kind === 'open') this.#opened[product] += order.ips.length;
    for (const ip of order.ips) this.#expires.set(`${product} ${ip}`, order.expiresMs);
  }

  /** How many addresses of a product were opened so far. */
  openedCount(product: Product): number {
    return this.#opened[product];
  }

  /** When an own address ends (unix ms), null where it is not ours. */
  expiryOf(product: Product, ip: string): number | null {
    return this.#expires.get(`${product} ${ip}`) ?? null;
  }

  inList(list: OrderList): (FlowOrder | IpOrder)[] {
    return this.orders.filter((order) => order.list === list);
  }

  nextRechargeId(): number {
    return 4055 + this.orders.length;
  }

  trafficOf(day: number, nowMs: number): DayUse | null {
    if (!this.base.usage || day < this.base.firstDay) return null;
    const progress = dayProgress(nowMs, day, SHANGHAI_OFFSET_HOURS);
    if (progress === 0) return null;
    const whole = demandBytes(this.base.seed, day);
    const part = (bytes: number) => Math.floor(bytes * progress);
    return { isp: part(whole.isp), residential: part(whole.residential), static: part(whole.static) };
  }

  /** The balance at an instant in bytes: packages bought, less addresses opened or renewed, less traffic; not below zero. */
  balanceAt(instantMs: number): number {
    let balance = this.base.startBalance;
    for (const order of this.orders) {
      if (order.createdMs > instantMs) continue;
      if ('ips' in order) balance -= order.costM * M_BYTES;
      else if (order.paid && order.list === 'flow') balance += order.coin * M_BYTES;
    }
    const lastDay = dayNumberAt(instantMs, SHANGHAI_OFFSET_HOURS);
    for (let day = this.base.firstDay; day <= lastDay; day += 1) {
      const use = this.trafficOf(day, instantMs);
      if (use !== null) balance -= totalUse(use);
    }
    return Math.max(0, balance);
  }

  /** Traffic of the mobile packages, which nothing here consumes. */
  mobileBytes(): number {
    return this.inList('mobile_flow').reduce((sum, order) => sum + ('coin' in order ? order.coin * M_BYTES : 0), 0);
  }
}
