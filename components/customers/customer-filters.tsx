import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { type ListAddress, listHref } from '../lists/list-address';
import { SearchInput } from '../ui/search-input';
import { Segmented } from '../ui/segmented';
import { SortMenu } from '../ui/sort-menu';

/** Search, whose customers, who needs attention, and in which order; all of it in the address. */
export function CustomerFilters({
  address,
  agents,
}: {
  address: ListAddress;
  agents: readonly { id: string; name: string }[];
}) {
  const t = useTranslations('customers.filters');
  const { q = '', agentId = '', cursor: _, ...kept } = address.query;
  const choice = (name: string, value: string | null, label: string) => ({
    value: value ?? 'all',
    label,
    href: listHref(address, { [name]: value }),
  });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Form action={address.path} className="flex w-full flex-wrap gap-2 sm:w-auto">
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="relative max-sm:grow max-sm:basis-52 sm:w-72">
          <SearchInput
            key={q}
            aria-label={t('search')}
            placeholder={t('placeholder')}
            defaultValue={q}
            className="sm:text-sm"
          />
        </div>
        {agents.length > 0 && (
          <select
            key={agentId}
            name="agentId"
            aria-label={t('agent')}
            defaultValue={agentId}
            className="input h-10 max-w-56 py-0 md:h-9 text-base sm:text-sm"
          >
            <option value="">{t('everyAgent')}</option>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
          </select>
        )}
        <button type="submit" className="button button--outline">
          {t('submit')}
        </button>
      </Form>
      <Segmented
        label={t('attention')}
        value={kept.attention ?? 'all'}
        options={[
          choice('attention', null, t('all')),
          choice('attention', 'low', t('low')),
          choice('attention', 'dry', t('dry')),
        ]}
      />
      <SortMenu
        label={t('sort')}
        value={kept.sort ?? 'new'}
        options={[
          { ...choice('sort', null, t('new')), value: 'new' },
          choice('sort', 'residual', t('residual')),
          choice('sort', '-residual', t('residualDown')),
          choice('sort', 'left', t('left')),
          choice('sort', '-left', t('leftDown')),
          choice('sort', 'name', t('name')),
          choice('sort', '-name', t('nameDown')),
        ]}
      />
    </div>
  );
}
