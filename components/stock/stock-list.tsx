import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { StockDto } from '@/lib/stock/schemas';
import { AsOf } from '../ui/as-of';
import { Panel } from '../ui/panel';
import { StockSentence } from './stock-facts';

/** What can still be sold at each connection, one sentence each, with when it was read. */
export function StockList({ stock }: { stock: readonly StockDto[] }) {
  const t = useTranslations('stock.panel');
  const known = stock.filter(({ residualBytes }) => residualBytes !== null);
  if (known.length === 0) return null;
  return (
    <Panel title={t('title')} description={t('hint')}>
      <ul className="flex flex-col gap-2.5 text-[0.8125rem]">
        {known.map((one) => (
          <li key={one.connectionId}>
            <Link href={`/connections/${one.connectionId}#stock`} className="link font-medium">
              {one.connectionName}
            </Link>
            <span className="block">
              <StockSentence stock={one} /> {one.daysOfCover !== null && t('lasts', { days: one.daysOfCover })}
            </span>
            <AsOf at={one.residualAsOf} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
