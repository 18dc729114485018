import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { OpenAlertsDto, PoolAlertDto } from '@/lib/alerts/types';
import { AsOf } from '../ui/as-of';
import { Notice } from '../ui/notice';
import { Quantity } from '../ui/quantity';
import { RelativeTime } from '../ui/relative-time';

function PoolLow({ alert }: { alert: PoolAlertDto }) {
  const t = useTranslations('alerts.low');
  return (
    <Notice tone="warning">
      {t.rich('pool', {
        pool: alert.pool === 'account' || alert.pool === 'account2' ? t(`pools.${alert.pool}`) : alert.pool,
        name: alert.connectionName,
        link: (words) => (
          <Link href={`/connections/${alert.connectionId}`} prefetch={false} className="link font-semibold">
            {words}
          </Link>
        ),
        left: () => <Quantity bytes={alert.residualBytes} base={alert.byteBase} />,
      })}{' '}
      {alert.daysLeft !== null && t('days', { days: alert.daysLeft })} <AsOf at={alert.asOf} />
    </Notice>
  );
}

/** What is below a threshold: our own pools, and how many accounts of customers; nothing where all is well. */
export function LowAlerts({ alerts }: { alerts: OpenAlertsDto }) {
  const t = useTranslations('alerts.low');
  return (
    <>
      {alerts.pools.map((alert) => (
        <PoolLow key={`${alert.connectionId}-${alert.pool}`} alert={alert} />
      ))}
      {alerts.accounts > 0 && (
        <Notice>
          {t.rich('accounts', {
            count: alerts.accounts,
            link: (words) => (
              <Link href="/customers?attention=low" prefetch={false} className="link font-semibold">
                {words}
              </Link>
            ),
          })}{' '}
          {alerts.newestAt && t.rich('newest', { time: () => <RelativeTime at={alerts.newestAt ?? ''} /> })}
        </Notice>
      )}
    </>
  );
}
