import { useTranslations } from 'next-intl';
import type { OrderEventDto } from '@/lib/orders/schemas';
import { ExactTime } from '../ui/relative-time';
import { ProviderWords, Said } from '../ui/said';

/** What happened to an order, by whom and when; oldest first. */
export function OrderTimeline({ events }: { events: readonly OrderEventDto[] }) {
  const t = useTranslations('orders.client');
  return (
    <ol className="relative flex flex-col gap-4 before:absolute before:top-2 before:bottom-2 before:left-[0.3125rem] before:w-px before:bg-border">
      {events.map((event, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
        <li key={`${event.at}-${event.to}-${index + 1}`} className="relative ps-6">
          <span
            aria-hidden="true"
            className={`absolute top-1.5 left-0 size-[0.6875rem] rounded-full border-2 border-surface ${index === events.length - 1 ? 'bg-accent' : 'bg-muted'}`}
          />
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{t(`status.${event.to}`)}</span>
            <span className="text-xs text-muted">
              <ExactTime at={event.at} />
            </span>
          </p>
          <p className="text-[0.8125rem] text-muted wrap-anywhere">
            <Said text={event.actor} />
            {event.detail && (
              <>
                {' · '}
                <ProviderWords text={event.detail} />
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
