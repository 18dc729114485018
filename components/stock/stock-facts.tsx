import { useTranslations } from 'next-intl';
import type { StockDto } from '@/lib/stock/schemas';
import { AsOf } from '../ui/as-of';
import { Facts } from '../ui/facts';
import { Notice } from '../ui/notice';
import { Quantity } from '../ui/quantity';
import { useFormats } from '../ui/use-formats';

/** In one sentence what can still be sold. */
function StockSentence({ stock }: { stock: StockDto }) {
  const t = useTranslations('stock.panel');
  const { bytes } = useFormats();
  const { residualBytes, sellableBytes, byteBase } = stock;
  if (residualBytes === null) return <>{t('unknown')}</>;
  if (sellableBytes !== null && sellableBytes < 0)
    return <>{t('short', { amount: bytes(-sellableBytes, byteBase) })}</>;
  if (residualBytes <= 0) return <>{t('empty')}</>;
  if (sellableBytes === null) return <>{t('pool', { amount: bytes(residualBytes, byteBase) })}</>;
  return <>{t('sell', { amount: bytes(sellableBytes, byteBase) })}</>;
}

function Burn({ stock }: { stock: StockDto }) {
  const t = useTranslations('stock.panel');
  const { dayOfYear } = useFormats();
  const { burn, byteBase } = stock;
  if (!burn) return <span className="text-muted">{t('noBurn')}</span>;
  return (
    <>
      <Quantity bytes={burn.bytesPerDay} base={byteBase} />
      <span className="block text-xs text-muted">
        {t('basis', { days: burn.days, from: dayOfYear(burn.from), to: dayOfYear(burn.to) })}
      </span>
    </>
  );
}

/** What is left, what is sold and not used, the pace, and what expires. */
export function StockFacts({ stock }: { stock: StockDto }) {
  const t = useTranslations('stock.panel');
  const formats = useFormats();
  const { byteBase, expiring, daysOfCover } = stock;
  const sentence = <StockSentence stock={stock} />;
  return (
    <div className="flex flex-col gap-3">
      {stock.state === 'short' ? <Notice tone="danger">{sentence}</Notice> : <p className="font-medium">{sentence}</p>}
      <Facts
        items={[
          {
            label: t('left'),
            value: (
              <span className="flex flex-wrap gap-x-2">
                <Quantity bytes={stock.residualBytes} base={byteBase} />
                {stock.residualAsOf && <AsOf at={stock.residualAsOf} />}
              </span>
            ),
          },
          {
            label: t('sold'),
            value: (
              <span className="flex flex-wrap gap-x-2">
                <Quantity bytes={stock.unusedBytes} base={byteBase} />
                {stock.unusedAsOf && (
                  <span className="text-xs text-muted">
                    {t('accounts', { count: stock.accounts })}, <AsOf at={stock.unusedAsOf} />
                  </span>
                )}
              </span>
            ),
          },
          { label: t('burn'), value: <Burn stock={stock} /> },
          { label: t('cover'), value: daysOfCover === null ? t('noCover') : t('days', { days: daysOfCover }) },
          ...(expiring.length === 0
            ? []
            : [
                {
                  label: t('expiring'),
                  value: expiring.slice(0, 5).map((block) => (
                    <span key={`${block.expiresAt}-${block.bytes}`} className="block">
                      {t('expires', {
                        amount: formats.bytes(block.bytes, byteBase),
                        day: formats.day(block.expiresAt.slice(0, 10)),
                      })}
                    </span>
                  )),
                },
              ]),
        ]}
      />
    </div>
  );
}
