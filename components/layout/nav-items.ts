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
  Users,
  Wallet,
} from 'lucide-react';
import type { Role } from '@/lib/core/actor';

export type NavItem = { href: string; label: string; Icon: LucideIcon; roles: readonly Role[]; bottomBar: boolean };

const EVERYBODY = ['admin', 'agent', 'viewer'] as const;
const HOUSE_ONLY = ['admin', 'viewer'] as const;

/** Every page that exists, in the order of the side navigation. */
const NAV_ITEMS: readonly NavItem[] = [
  { href: '/', label: 'Overview', Icon: House, roles: EVERYBODY, bottomBar: true },
  { href: '/customers', label: 'Customers', Icon: Users, roles: EVERYBODY, bottomBar: true },
  { href: '/usage', label: 'Usage', Icon: ChartColumn, roles: EVERYBODY, bottomBar: true },
  { href: '/orders', label: 'Orders', Icon: ReceiptText, roles: EVERYBODY, bottomBar: true },
  { href: '/ip-orders', label: 'IP orders', Icon: Network, roles: EVERYBODY, bottomBar: false },
  { href: '/reconciliation', label: 'Reconciliation', Icon: Scale, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/billing', label: 'Billing', Icon: Wallet, roles: EVERYBODY, bottomBar: false },
  { href: '/connections', label: 'Connections', Icon: Cable, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/team', label: 'Team', Icon: ShieldUser, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/audit', label: 'Audit', Icon: ScrollText, roles: HOUSE_ONLY, bottomBar: false },
  { href: '/settings', label: 'Settings', Icon: Settings, roles: EVERYBODY, bottomBar: false },
];

/** The pages that a role may use. */
export function navItemsFor(role: Role): NavItem[] {
  return NAV_ITEMS.filter((item) => item.roles.includes(role));
}
