import { useTranslations } from 'next-intl';
import type { DisputeLinkDto } from '@/lib/disputes/types';
import { Panel } from '../ui/panel';
import { type DisputeLinkAction, DisputeLinks } from './dispute-links';

/** The proof of an order to hand out: as a document, or as a link that opens without sign-in. */
export function DisputePanel({
  orderId,
  links,
  action,
}: {
  orderId: string;
  links: readonly DisputeLinkDto[];
  /** Null for who may only read. */
  action: DisputeLinkAction | null;
}) {
  const t = useTranslations('disputes.panel');
  return (
    <Panel title={t('title')} description={t('description')}>
      <div className="flex flex-wrap items-start gap-x-2 gap-y-4 [&>div]:basis-full [&>ul]:basis-full">
        <a href={`/orders/${orderId}/dispute.pdf`} className="button button--outline" download>
          {t('download')}
        </a>
        {action && <DisputeLinks orderId={orderId} links={links} action={action} />}
      </div>
    </Panel>
  );
}
