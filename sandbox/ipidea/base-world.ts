import type { FlowOrder, IpOrder } from './orders';

/** The world as it stood on the morning of its anchor day. */
export interface IpideaBase {
  seed: number;
  firstDay: number;
  orders: (FlowOrder | IpOrder)[];
  /** Whether there is any traffic at all. */
  usage: boolean;
  /** The balance before the first order, in bytes. */
  startBalance: number;
}

/** An account without orders and traffic, with a balance to open IPs from. */
export function emptyIpidea(anchorDay: number): IpideaBase {
  return { seed: 1, firstDay: anchorDay, orders: [], usage: false, startBalance: 1_000_000_000_000 };
}
