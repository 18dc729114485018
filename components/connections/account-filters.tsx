import Form from 'next/form';
import { Segmented } from '../ui/segmented';

export type AccountFilter = { q: string; unassigned: boolean };

/** The address of a connection's page under a filter of its accounts. */
export function accountsHref(connectionId: string, filter: AccountFilter, cursor?: string): string {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  if (filter.unassigned) query.set('unassigned', 'true');
  if (cursor) query.set('cursor', cursor);
  const text = query.toString();
  return `/connections/${connectionId}${text === '' ? '' : `?${text}`}#accounts`;
}

/** Finds accounts of a connection by name or id, and those that are nobody's. */
export function AccountFilters({ connectionId, filter }: { connectionId: string; filter: AccountFilter }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Form action={`/connections/${connectionId}`} scroll={false}>
        {filter.unassigned && <input type="hidden" name="unassigned" value="true" />}
        <input
          key={filter.q}
          name="q"
          type="search"
          aria-label="Search accounts"
          placeholder="Name or id"
          defaultValue={filter.q}
          className="input h-9 w-44 text-base sm:text-sm"
        />
      </Form>
      <Segmented
        label="Assigned"
        value={filter.unassigned ? 'nobody' : 'all'}
        options={[
          { value: 'all', label: 'All', href: accountsHref(connectionId, { ...filter, unassigned: false }) },
          { value: 'nobody', label: 'Nobody’s', href: accountsHref(connectionId, { ...filter, unassigned: true }) },
        ]}
      />
    </div>
  );
}
