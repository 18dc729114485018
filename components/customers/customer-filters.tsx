import { Search } from 'lucide-react';
import Form from 'next/form';
import { Segmented } from '../ui/segmented';

export type CustomerFilter = { q: string; attention: 'dry' | 'low' | null; agentId: string | null };

/** The address of the list under a filter. */
export function customersHref(filter: CustomerFilter, cursor?: string): string {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  if (filter.attention) query.set('attention', filter.attention);
  if (filter.agentId) query.set('agentId', filter.agentId);
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return text === '' ? '/customers' : `/customers?${text}`;
}

/** Search, who needs attention, and whose customers; all of it in the address. */
export function CustomerFilters({
  filter,
  agents,
}: {
  filter: CustomerFilter;
  agents: readonly { id: string; name: string }[];
}) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <Form action="/customers" className="flex w-full flex-wrap gap-2 sm:w-auto">
        {filter.attention && <input type="hidden" name="attention" value={filter.attention} />}
        <div className="relative w-full sm:w-72">
          <Search
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
          />
          <input
            key={filter.q}
            name="q"
            type="search"
            aria-label="Search customers"
            placeholder="Name, mail, account, order number"
            defaultValue={filter.q}
            className="input input--full-width h-9 ps-9 text-base sm:text-sm"
          />
        </div>
        {agents.length > 0 && (
          <select
            key={filter.agentId ?? 'all'}
            name="agentId"
            aria-label="Agent"
            defaultValue={filter.agentId ?? ''}
            className="input h-9 max-w-56 py-0 text-base sm:text-sm"
          >
            <option value="">Every agent</option>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
          </select>
        )}
        <button type="submit" className="button button--outline">
          Search
        </button>
      </Form>
      <Segmented
        label="Attention"
        value={filter.attention ?? 'all'}
        options={[
          { value: 'all', label: 'All', href: customersHref({ ...filter, attention: null }) },
          { value: 'low', label: 'Dry within 3 days', href: customersHref({ ...filter, attention: 'low' }) },
          { value: 'dry', label: 'Used up', href: customersHref({ ...filter, attention: 'dry' }) },
        ]}
      />
    </div>
  );
}
