import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { StockDto } from '@/lib/stock/schemas';
import { Notice } from '../ui/notice';
import { useFormats } from '../ui/use-formats';
import { StockSentence } from './stock-facts';

function Low({ stock }: { stock: StockDto }) {
  const t = useTranslations('stock.attention');
  const { bytes } = useFormats();
  const { sellableBytes, daysOfCover, connectionName } = stock;
  const line = { connection: connectionName, days: daysOfCover ?? 0 };
  if (sellableBytes === null) return <>{t('lowPool', line)}</>;
  return <>{t('low', { ...line, amount: bytes(sellableBytes, stock.byteBase) })}</>;
}

/** Connections whose stock needs somebody: more sold than there is, or little left; nothing where all is well. */
export function StockAttention({ stock }: { stock: readonly StockDto[] }) {
  const pressing = stock.filter(({ state }) => state === 'short' || state === 'low');
  return pressing.map((one) => (
    <Notice key={one.connectionId} tone={one.state === 'short' ? 'danger' : 'warning'}>
      <Link href={`/connections/${one.connectionId}#stock`} className="link font-semibold">
        {one.connectionName}
      </Link>{' '}
      <span className="block">{one.state === 'short' ? <StockSentence stock={one} /> : <Low stock={one} />}</span>
    </Notice>
  ));
}
