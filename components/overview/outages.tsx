import type { OutageDto } from '@/lib/overview/schemas';
import { Notice } from '../ui/notice';
import { RelativeTime } from '../ui/relative-time';

/** Which provider does not answer, since when, and what that means here. */
export function Outages({ outages }: { outages: readonly OutageDto[] }) {
  if (outages.length === 0) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      {outages.map((outage) => (
        <Notice
          key={outage.connectionId}
          tone="warning"
          title={
            outage.status === 'unauthorized'
              ? `${outage.name} refuses our credentials`
              : `${outage.name} does not answer properly`
          }
        >
          Since <RelativeTime at={outage.since} />. Figures are those of the last good reading
          {outage.lastSyncedAt && (
            <>
              , <RelativeTime at={outage.lastSyncedAt} />
            </>
          )}
          ; top-ups may stay without a clear answer until it is back.
        </Notice>
      ))}
    </div>
  );
}
