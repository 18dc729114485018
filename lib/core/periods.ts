/** A stretch of time with its row: from (inclusive) to (exclusive), open-ended where `validTo` is null. Pure. */
export type Period = { id: number; validFrom: Date; validTo: Date | null };

export type PeriodEnd = { id: number; validTo: Date | null };

/** True for a period that was taken back before it began: it was never in force. */
function isWithdrawn({ validFrom, validTo }: Period): boolean {
  return validTo !== null && validTo <= validFrom;
}

/** Where a period stands at an instant. */
export function periodState(period: Period, at: Date): 'past' | 'current' | 'future' | 'withdrawn' {
  if (isWithdrawn(period)) return 'withdrawn';
  if (period.validFrom > at) return 'future';
  return period.validTo === null || period.validTo > at ? 'current' : 'past';
}

function covers(period: Period, at: Date): boolean {
  return !isWithdrawn(period) && period.validFrom <= at && (period.validTo === null || period.validTo > at);
}

/**
 * What a new period from `from` does to those that are there: the one in force then ends where it begins (one that begins
 * at the very same instant is withdrawn), and it lasts until the next one begins.
 */
export function beginPeriod(periods: readonly Period[], from: Date): { ends: PeriodEnd[]; validTo: Date | null } {
  const next = periods
    .filter((period) => !isWithdrawn(period) && period.validFrom > from)
    .map((period) => period.validFrom)
    .sort((a, b) => +a - +b)[0];
  return {
    ends: periods.filter((period) => covers(period, from)).map(({ id }) => ({ id, validTo: from })),
    validTo: next ?? null,
  };
}

/**
 * What ending a period at `at` does: it ends then; before its beginning it is withdrawn, and the one that was to make way
 * for it goes on in its place. Null where it has ended by then.
 */
export function endPeriod(periods: readonly Period[], id: number, at: Date): PeriodEnd[] | null {
  const period = periods.find((candidate) => candidate.id === id);
  if (!period || isWithdrawn(period) || (period.validTo !== null && period.validTo <= at)) return null;
  if (at > period.validFrom) return [{ id, validTo: at }];
  const { validFrom, validTo } = period;
  const before = periods.find(
    (candidate) =>
      candidate.id !== id && !isWithdrawn(candidate) && candidate.validTo?.getTime() === validFrom.getTime(),
  );
  return [{ id, validTo: validFrom }, ...(before ? [{ id: before.id, validTo }] : [])];
}
