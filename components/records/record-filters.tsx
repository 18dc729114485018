import { useTranslations } from 'next-intl';
import { recordKindSchema } from '@/lib/reconciliation/schemas';
import { type ListAddress, listHref } from '../lists/list-address';
import { FilterBar, FilterInput, FilterSelect } from '../ui/filter-bar';
import { KINDS_OF } from './labels';

/** Whose records, of which list, and of which of the provider's days. */
export function RecordFilters({
  address,
  connections,
  filtered,
}: {
  address: ListAddress;
  connections: readonly { id: string; name: string; provider: keyof typeof KINDS_OF }[];
  filtered: boolean;
}) {
  const t = useTranslations('records');
  const lists = useTranslations('lists');
  const { query } = address;
  const chosen = connections.find(({ id }) => id === query.connectionId);
  const kinds = chosen ? KINDS_OF[chosen.provider] : recordKindSchema.options;
  const nothing = { connectionId: null, kind: null, from: null, to: null };
  return (
    <FilterBar path={address.path} clear={filtered ? listHref(address, nothing) : null}>
      {query.hide && <input type="hidden" name="hide" value={query.hide} />}
      <FilterSelect
        name="connectionId"
        label={t('page.connection')}
        all={t('page.everyConnection')}
        value={query.connectionId}
        options={connections.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FilterSelect
        name="kind"
        label={t('page.kind')}
        all={t('page.everyKind')}
        value={query.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <FilterInput name="from" label={t('page.from')} type="date" value={query.from} />
      <FilterInput name="to" label={t('page.to')} type="date" value={query.to} />
      {/* Wider screens have the column's head; hidden, it still keeps the order when the filters change. */}
      <div className="contents sm:hidden">
        <FilterSelect
          name="sort"
          label={lists('sort')}
          all={lists('new')}
          value={query.sort}
          options={[{ value: 'old', label: lists('old') }]}
        />
      </div>
    </FilterBar>
  );
}
