import { useTranslations } from 'next-intl';
import type { MarginDto } from '@/lib/costs/schemas';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { Panel } from '../ui/panel';

/** What expired unsold in the month; nothing where nothing did. */
export function BreakageList({ breakage }: { breakage: MarginDto['breakage'] }) {
  const t = useTranslations('costs.page');
  if (breakage.length === 0) return null;
  return (
    <Panel title={t('expired')} description={t('expiredHint')}>
      <ul className="flex flex-col gap-1.5 text-[0.8125rem]">
        {breakage.map((row) => (
          <li
            key={`${row.connectionId}-${row.gb}-${row.cost?.amount}`}
            className="flex flex-wrap justify-between gap-x-4"
          >
            <span>{row.connectionName}</span>
            <span className="figures">
              {groupDigits(row.gb)} GB · <Money money={row.cost} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
