import {
  Cable,
  ChartColumn,
  House,
  type LucideIcon,
  Network,
  ReceiptText,
  Scale,
  ScrollText,
  Settings,
  ShieldUser,
  TrendingUp,
  Users,
  Wallet,
} from 'lucide-react';
import type { Messages } from 'next-intl';
import type { Role } from '@/lib/core/actor';

type NavItem = {
  href: string;
  /** In the messages `layout.nav`. */
  name: keyof Messages['layout']['nav'];
  Icon: LucideIcon;
  roles: readonly Role[];
  bottomBar: boolean;
};

const EVERYBODY = ['admin', 'agent', 'viewer'] as const;
const HOUSE_ONLY = ['admin', 'viewer'] as const;

/** Every page that exists, in the order of the side navigation. */
const NAV_ITEMS: readonly NavItem[] = [
  { href: '/', name: 'overview', Icon: House, roles: EVERYBODY, bottomBar: true },
  { href: '/customers', name: 'customers', Icon: Users, roles: EVERYBODY, bottomBar: true },
  { href: '/usage', name: 'usage', Icon: ChartColumn, roles: EVERYBODY, bottomBar: true },
  { href: '/orders', name: 'orders', Icon: ReceiptText, roles: EVERYBODY, bottomBar: true },
  { href: '/ip-orders', name: 'ipOrders', Icon: Network, roles: EVERYBODY, bottomBar: false },
  { href: '/reconciliation', name: 'reconciliation', Icon: Scale, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/billing', name: 'billing', Icon: Wallet, roles: EVERYBODY, bottomBar: false },
  { href: '/margin', name: 'margin', Icon: TrendingUp, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/connections', name: 'connections', Icon: Cable, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/team', name: 'team', Icon: ShieldUser, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/audit', name: 'audit', Icon: ScrollText, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/settings', name: 'settings', Icon: Settings, roles: EVERYBODY, bottomBar: false },
];

/** The pages that a role may use. */
export function navItemsFor(role: Role): NavItem[] {
  return NAV_ITEMS.filter((item) => item.roles.includes(role));
}
