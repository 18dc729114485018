import type { ResidualCause, UsageCause } from './figure-schemas';

/** An act on the account in the window, signed: a line of the provider's list, or an order of ours whose line is missing. */
export type Act = { id: string; of: 'record' | 'order'; amount: bigint };

type ResidualFacts = {
  /** Above 0: more is left than can be explained. */
  gap: bigint;
  endResidual: bigint;
  /** Traffic that the window moved, for guesses at a wrong unit: used and credited. */
  used: bigint;
  credited: bigint;
  /** How far the figures may be off by themselves. */
  slack: bigint;
  acts: readonly Act[];
  /** What changes of settled days, read since the window began, have added to its use or to that of earlier days. */
  restated: bigint;
};

/** A guess by its code, which the screen puts into words, and the side that it is about. */
type Guess = { code: ResidualCause; orderId: string | null; recordId: string | null };

/** What a factor of 1.024 between the units adds to each unit, in ten-thousandths of it: one step, two and three. */
const UNIT_STEPS = [240n, 486n, 737n];

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function near(a: bigint, b: bigint, slack: bigint): boolean {
  return size(a - b) <= slack;
}

/** Within 0.3 % of the whole, or what the figures may be off by. */
function isUnitStep(gap: bigint, whole: bigint, slack: bigint): boolean {
  if (whole <= 0n) return false;
  const close = whole / 333n < slack ? whole / 333n : slack;
  return UNIT_STEPS.some((step) => near(size(gap), (whole * step) / 10_000n, close));
}

const plain = (code: ResidualCause): Guess => ({ code, orderId: null, recordId: null });

function about(act: Act, code: ResidualCause): Guess {
  return { code, orderId: act.of === 'order' ? act.id : null, recordId: act.of === 'record' ? act.id : null };
}

function actCause({ gap, acts, slack }: ResidualFacts): Guess | null {
  const order = acts.find((act) => act.of === 'order' && near(gap, act.amount, slack));
  if (order) return about(order, 'late_record');
  const twin = acts.find((act) => act.of === 'record' && near(gap, act.amount, slack));
  if (twin) return about(twin, 'duplicate');
  const undone = acts.find((act) => act.of === 'record' && near(gap, -act.amount, slack));
  return undone ? about(undone, 'undone') : null;
}

/** Why what is left does not follow from what was credited and used, as well as can be guessed. */
export function residualCause(facts: ResidualFacts): Guess {
  const { gap, slack } = facts;
  const act = actCause(facts);
  if (act) return act;
  if (facts.restated !== 0n && near(gap, -facts.restated, slack)) return plain('restated');
  if (isUnitStep(gap, facts.used, slack) || isUnitStep(gap, facts.credited, slack)) return plain('unit');
  if (gap > 0n) return plain('added_elsewhere');
  return plain(facts.endResidual <= slack ? 'expired' : 'taken_elsewhere');
}

type UsageFacts = {
  /** The accounts' sum and the provider's own totals, of one provider day. */
  accounts: bigint;
  standard: bigint;
  nni: bigint | null;
  slack: bigint;
  /** What the day's restatements have added to the accounts' sum since it was settled. */
  restated: bigint;
};

/** Why the sum of the accounts is not what the provider states for all of them, as well as can be guessed. */
export function usageCause({ accounts, standard, nni, slack, restated }: UsageFacts): UsageCause {
  const gap = accounts - standard;
  if (restated !== 0n && near(gap, restated, slack)) return 'totals_not_restated';
  if (standard > 0n && near(accounts, 2n * standard, slack)) return 'counted_twice';
  if (isUnitStep(gap, standard, standard / 500n)) return 'unit';
  if (nni !== null && nni > 0n && gap > 0n && gap < nni) return 'part_of_nni';
  if (accounts === 0n) return 'no_rows';
  return gap < 0n ? 'rows_missing' : 'totals_late';
}
