import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { DailyChart } from '@/components/charts/daily-chart';
import { readRange } from '@/components/charts/range';
import { RangePicker } from '@/components/charts/range-picker';
import { AsOf } from '@/components/ui/as-of';
import { EmptyState } from '@/components/ui/empty-state';
import { dayText } from '@/components/ui/format';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Quantity } from '@/components/ui/quantity';
import { GroupTable } from '@/components/usage/group-table';
import { UsageFilters } from '@/components/usage/usage-filters';
import { requireContext } from '@/lib/auth';
import { seesInternals } from '@/lib/core/actor';
import { filterIdSchema } from '@/lib/core/paging';
import { listSources } from '@/lib/overview';
import { readSearch, type SearchParams } from '../page-input';
import { readExplorer } from './read-explorer';

export const metadata: Metadata = { title: 'Usage' };

const bySchema = z.enum(['none', 'connection', 'agent', 'customer', 'account']).catch('none');
const FILTERS = ['connectionId', 'agentId', 'customerId', 'accountId'] as const;
const filterSchema = z.partialRecord(z.enum(FILTERS), filterIdSchema);

function pick(search: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(search).filter(([name]) => names.includes(name)));
}

export default async function UsagePage({ searchParams }: { searchParams: SearchParams }) {
  const [ctx, search] = await Promise.all([requireContext(), readSearch(searchParams)]);
  const sources = await listSources(ctx);
  const by = bySchema.parse(search.by);
  const range = readRange(search, sources.today);
  const filters = pick(search, FILTERS);
  const usage = await readExplorer(ctx, filterSchema.catch({}).parse(filters), range, by, sources);
  const span: Record<string, string> = range.preset ? { range: range.preset } : { from: range.from, to: range.to };
  const told: Record<string, string> = by === 'none' ? {} : { by };
  const choices = seesInternals(ctx.actor)
    ? (['none', 'connection', 'agent', 'customer', 'account'] as const)
    : (['none', 'customer', 'account'] as const);
  return (
    <>
      <PageHeader
        title="Usage"
        description={
          <>
            <Quantity bytes={usage.used} base={sources.byteBase} className="font-semibold text-foreground" /> from{' '}
            {dayText(range.from)} to {dayText(range.to)}
            {usage.change && `, ${usage.change}`}; <AsOf at={usage.asOf} />
          </>
        }
      />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <UsageFilters by={by} choices={choices} keep={{ ...filters, ...span }} />
        <RangePicker path="/usage" range={range} today={sources.today} keep={{ ...filters, ...told }} />
        {Object.keys(filters).length > 0 && (
          <Link
            href={`/usage?${new URLSearchParams({ ...span, ...told })}`}
            className="button button--ghost button--sm"
          >
            Show everything
          </Link>
        )}
      </div>
      <div className="flex flex-col gap-4">
        <Panel title="Usage by day">
          <DailyChart
            source={usage.source}
            zone={sources.zones.length === 1 ? (sources.zones[0] ?? 'UTC') : 'each provider’s own zone'}
          />
        </Panel>
        {by !== 'none' && (
          <Panel title={`Largest ${by}s`} description="At most fifty; the rest is summed up" flush>
            {usage.groups.length === 0 ? (
              <EmptyState title="No usage in this range" />
            ) : (
              <GroupTable groups={usage.groups} base={sources.byteBase} what={`by ${by}`} />
            )}
          </Panel>
        )}
      </div>
    </>
  );
}
