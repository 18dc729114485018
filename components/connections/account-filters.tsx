import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { Segmented } from '../ui/segmented';

type AccountFilter = { q: string; unassigned: boolean };

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
  const t = useTranslations('connections.page');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Form action={`/connections/${connectionId}`} scroll={false}>
        {filter.unassigned && <input type="hidden" name="unassigned" value="true" />}
        <input
          key={filter.q}
          name="q"
          type="search"
          aria-label={t('searchAccounts')}
          placeholder={t('nameOrId')}
          defaultValue={filter.q}
          className="input h-10 w-44 md:h-9 text-base sm:text-sm"
        />
      </Form>
      <Segmented
        label={t('assigned')}
        value={filter.unassigned ? 'nobody' : 'all'}
        options={[
          { value: 'all', label: t('all'), href: accountsHref(connectionId, { ...filter, unassigned: false }) },
          { value: 'nobody', label: t('nobodys'), href: accountsHref(connectionId, { ...filter, unassigned: true }) },
        ]}
      />
    </div>
  );
}
