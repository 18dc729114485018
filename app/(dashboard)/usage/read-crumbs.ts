import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { Crumb } from '@/components/usage/crumbs';
import { type ExplorerView, type UsageFilterName, viewHref } from '@/components/usage/explorer-address';
import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { getAccount, getAgent, getCustomer } from '@/lib/customers';
import type { SourcesDto } from '@/lib/overview/types';
import type { UsageFilter } from '../read-usage';

/** Null for what the reader may not see or what does not exist: the page then simply has nothing to show. */
async function nameOf(reading: Promise<string>): Promise<string | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'forbidden')) return null;
    throw error;
  }
}

async function reading(
  ctx: Context,
  sources: SourcesDto,
  filter: UsageFilter,
  name: UsageFilterName,
): Promise<string | null> {
  const t = await getTranslations('usage.crumbs');
  const value = filter[name];
  if (value === undefined) return null;
  if (value === 'house') return t('house');
  if (value === 'unassigned') return t('unassigned');
  switch (name) {
    case 'connectionId':
      return sources.data.find((source) => source.connectionId === String(value))?.name ?? null;
    case 'agentId':
      return nameOf(getAgent(ctx, { id: value }).then((agent) => agent.name));
    case 'customerId':
      return nameOf(getCustomer(ctx, { id: value }).then((customer) => customer.name));
    case 'accountId':
      return nameOf(getAccount(ctx, { id: value }).then((account) => account.externalName ?? account.externalId));
  }
}

/** The way down to what the view is filtered by; each step leads back with only the filters up to it. */
export async function readCrumbs(
  ctx: Context,
  view: ExplorerView,
  filter: UsageFilter,
  sources: SourcesDto,
): Promise<Crumb[]> {
  const steps = (['connectionId', 'agentId', 'customerId', 'accountId'] as const).filter((name) => view.filters[name]);
  if (steps.length === 0) return [];
  const t = await getTranslations('usage.crumbs');
  const names = await Promise.all(steps.map((name) => reading(ctx, sources, filter, name)));
  const below = { connectionId: 'customer', agentId: 'customer', customerId: 'account', accountId: 'none' } as const;
  const crumbs = steps.map((name, index): Crumb => {
    const filters = Object.fromEntries(steps.slice(0, index + 1).map((step) => [step, view.filters[step]]));
    const href = index === steps.length - 1 ? null : viewHref(view, { filters, by: below[name] });
    return { label: names[index] ?? t('notFound'), href };
  });
  return [{ label: t('all'), href: viewHref(view, { filters: {}, by: 'none' }) }, ...crumbs];
}
