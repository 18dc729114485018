/** Placeholders of the same size as what comes, so that nothing moves when it does. */
export function SkeletonHeader() {
  return (
    <div className="mb-5 flex flex-col gap-2" aria-hidden="true">
      <div className="bone h-8 w-56" />
      <div className="bone h-5 w-80 max-w-full" />
    </div>
  );
}

export function SkeletonCards({ count = 4 }: { count?: number }) {
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other name and never move
        <div key={`card-${index + 1}`} className="panel h-26 p-4">
          <div className="bone mb-3 h-4 w-24" />
          <div className="bone h-7 w-32 max-w-full" />
        </div>
      ))}
    </div>
  );
}

export function SkeletonTable({ rows = 10 }: { rows?: number }) {
  return (
    <div className="panel p-5" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other name and never move
        <div key={`row-${index + 1}`} className="flex h-11 items-center gap-6">
          <div className="bone h-4 flex-1" />
          <div className="bone h-4 w-24" />
          <div className="bone h-4 w-20 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}

export function SkeletonChart() {
  return (
    <div className="panel h-96 p-5" aria-hidden="true">
      <div className="bone mb-4 h-5 w-40" />
      <div className="bone h-72 w-full" />
    </div>
  );
}
