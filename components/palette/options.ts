import type { FoundDto } from '@/lib/overview/schemas';

export type PalettePage = { href: string; label: string };

/** One line of the palette. `topUp` is where it is topped up, if it can be. */
export type Option = {
  id: string;
  group: 'recent' | 'customers' | 'orders' | 'pages';
  label: string;
  detail: string | null;
  href: string;
  topUp: string | null;
  customer: FoundDto['customers'][number] | null;
};

const RECENT = 'gigatill.recent-customers';
const MOST_RECENT = 5;

type Recent = { id: string; name: string };

function isRecent(value: unknown): value is Recent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'name' in value &&
    typeof value.id === 'string' &&
    /^\d+$/.test(value.id) &&
    typeof value.name === 'string'
  );
}

/** Customers lately opened from the palette in this browser. */
export function readRecent(): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, MOST_RECENT) : [];
  } catch {
    // A browser without storage, or with something else under our name: then there are none.
    return [];
  }
}

/** Puts a customer first among the lately opened. */
export function keepRecent(customer: Recent): void {
  const others = readRecent().filter(({ id }) => id !== customer.id);
  const kept = [{ id: customer.id, name: customer.name }, ...others].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(RECENT, JSON.stringify(kept));
  } catch {
    // Nothing is lost but a convenience.
  }
}

const topUpHref = (id: string) => `/customers/${id}?do=top-up`;

/** The lines for what was typed and found; `orderLabel` names an order. */
export function optionsOf(
  q: string,
  found: FoundDto | null,
  pages: readonly PalettePage[],
  recent: readonly Recent[],
  orderLabel: (id: string) => string,
): Option[] {
  const plain = { detail: null, topUp: null, customer: null };
  const wanted = q.trim().toLowerCase();
  const fitting = pages.filter(({ label }) => wanted === '' || label.toLowerCase().includes(wanted));
  const pageOptions = fitting.map(
    ({ href, label }): Option => ({ ...plain, id: `page-${href}`, group: 'pages', label, href }),
  );
  if (wanted === '') {
    const lately = recent.map(
      ({ id, name }): Option => ({
        ...plain,
        id: `recent-${id}`,
        group: 'recent',
        label: name,
        href: `/customers/${id}`,
        topUp: topUpHref(id),
      }),
    );
    return [...lately, ...pageOptions];
  }
  const customers = (found?.customers ?? []).map(
    (customer): Option => ({
      id: `customer-${customer.id}`,
      group: 'customers',
      label: customer.name,
      detail: [customer.email, customer.agentName].filter(Boolean).join(' · ') || null,
      href: `/customers/${customer.id}`,
      topUp: topUpHref(customer.id),
      customer,
    }),
  );
  const orders = (found?.orders ?? []).map(
    (order): Option => ({
      ...plain,
      id: `order-${order.id}`,
      group: 'orders',
      label: orderLabel(order.id),
      detail: order.customerName,
      href: `/orders/${order.id}`,
    }),
  );
  return [...orders, ...customers, ...pageOptions];
}
