/** Figures that only the provider's own columns have. */
type RawFigures = {
  /** The account's balance before and after, in bytes. */
  balance: { before: number | null; after: number | null } | null;
  /** When what was bought ends, an instant. */
  endsAt: string | null;
};

function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** What the raw columns of a record tell beyond its amount: IPIDEA writes balances in bytes and ends in unix seconds. */
export function rawFigures(raw: Readonly<Record<string, unknown>>): RawFigures {
  const before = wholeNumber(raw.old_balance);
  const after = wholeNumber(raw.new_balance);
  const ends = wholeNumber(raw.expire_time ?? raw.sub_expire_time);
  return {
    balance: before === null && after === null ? null : { before, after },
    endsAt: ends === null || ends <= 0 ? null : new Date(ends * 1000).toISOString(),
  };
}
