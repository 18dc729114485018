'use client';

import { useTranslations } from 'next-intl';
import type { IpPreviewDto } from '@/lib/orders/schemas';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';

/** What an IP order costs, by the piece, and whether the wallet covers it; clearly so where nothing is charged. */
export function IpPrice({ preview }: { preview: IpPreviewDto }) {
  const t = useTranslations('ipOrders.price');
  if (preview.payer === null) return <span className="text-muted">{t('nobody')}</span>;
  if (preview.price === null) return <span className="text-muted">{t('none')}</span>;
  return (
    <span className="flex flex-col gap-0.5">
      <Money money={preview.price} className="font-medium" />
      {preview.parts.map(({ region, count, perIp }) => (
        <span key={region ?? ''} className="text-xs text-muted">
          {perIp
            ? t.rich(region === null ? 'part' : 'partIn', {
                count,
                region: region ?? '',
                money: () => <Money money={perIp} />,
              })
            : t(region === null ? 'partNone' : 'partNoneIn', { count, region: region ?? '' })}
        </span>
      ))}
      <span className="text-xs text-muted">{t('payer', { name: preview.payer })}</span>
    </span>
  );
}

/** That the wallet does not hold enough; nothing where it does. */
export function IpPriceShort({ preview }: { preview: IpPreviewDto }) {
  const t = useTranslations('ipOrders.price');
  return preview.enough ? null : <Notice tone="danger">{t('short')}</Notice>;
}
