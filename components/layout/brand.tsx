import Link from 'next/link';

/** The mark: a till's drawer with a rising column of gigabytes. */
export function Mark({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 28 28" className={className} aria-hidden="true">
      <rect width="28" height="28" rx="7" className="fill-accent" />
      <g className="fill-accent-foreground">
        <rect x="6.5" y="12.5" width="3.6" height="5" rx="0.8" opacity="0.7" />
        <rect x="12.2" y="9.5" width="3.6" height="8" rx="0.8" opacity="0.85" />
        <rect x="17.9" y="6" width="3.6" height="11.5" rx="0.8" />
        <rect x="5" y="19.6" width="18" height="2.6" rx="1.3" />
      </g>
    </svg>
  );
}

/** The product's name as a link home; `short` leaves only the mark on a phone. */
export function Brand({ short = false }: { short?: boolean }) {
  return (
    <Link href="/" prefetch={false} className="flex items-center gap-2.5 text-base font-semibold tracking-tight">
      <Mark />
      <span className={short ? 'max-sm:sr-only' : undefined}>Gigatill</span>
    </Link>
  );
}
