import { RelativeTime } from './relative-time';

/** When a figure was read. Without a time it says that it never was. */
export function AsOf({ at, prefix = 'as of' }: { at: string | null | undefined; prefix?: string }) {
  return (
    <span className="text-xs text-muted">
      {at ? (
        <>
          {prefix} <RelativeTime at={at} />
        </>
      ) : (
        'never read'
      )}
    </span>
  );
}
