import { addDays, type CalendarDate } from '@/lib/core/calendar-date';

/** An act on the account in the window, signed: a line of the provider's list, or an order of ours whose line is missing. */
export type Act = { id: string; of: 'record' | 'order'; amount: bigint };

export type ResidualFacts = {
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

/** A guess in plain words, and the side that it is about. */
export type Guess = { text: string; orderId: string | null; recordId: string | null };

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

const plain = (text: string): Guess => ({ text, orderId: null, recordId: null });

function about(act: Act, text: string): Guess {
  return { text, orderId: act.of === 'order' ? act.id : null, recordId: act.of === 'record' ? act.id : null };
}

function actCause({ gap, acts, slack }: ResidualFacts): Guess | null {
  const order = acts.find((act) => act.of === 'order' && near(gap, act.amount, slack));
  if (order) {
    return about(
      order,
      `Order #${order.id} fits: it has reached the account, and its line is not in the provider’s list yet.`,
    );
  }
  const twin = acts.find((act) => act.of === 'record' && near(gap, act.amount, slack));
  if (twin)
    return about(
      twin,
      'As much as an act of the provider’s list once more: a duplicate, which its list shows once only.',
    );
  const undone = acts.find((act) => act.of === 'record' && near(gap, -act.amount, slack));
  return undone
    ? about(undone, 'As much as an act of the provider’s list that has not reached the account, or was undone.')
    : null;
}

/** Why what is left does not follow from what was credited and used, as well as can be guessed. */
export function residualCause(facts: ResidualFacts): Guess {
  const { gap, slack } = facts;
  const act = actCause(facts);
  if (act) return act;
  if (facts.restated !== 0n && near(gap, -facts.restated, slack)) {
    return plain('The provider has restated earlier days by as much: its usage has changed, and the residual with it.');
  }
  if (isUnitStep(gap, facts.used, slack) || isUnitStep(gap, facts.credited, slack)) {
    return plain('Nearly 2.4, 4.9 or 7.4 % of the traffic: GB and GiB were mixed. Check the connection’s unit.');
  }
  if (gap > 0n) {
    return plain(
      'Traffic was added that no record shows: a gift or a top-up at the provider’s site, or usage stated too high.',
    );
  }
  if (facts.endResidual <= slack) {
    return plain('What was left is gone without use: it has expired, most likely.');
  }
  return plain(
    'Less is left than was used: traffic that expired, was taken at the provider’s site, or usage that comes late.',
  );
}

export type UsageFacts = {
  /** The accounts' sum and the provider's own totals, of one provider day. */
  accounts: bigint;
  standard: bigint;
  nni: bigint | null;
  slack: bigint;
  /** What the day's restatements have added to the accounts' sum since it was settled. */
  restated: bigint;
  day: CalendarDate;
};

/** Why the sum of the accounts is not what the provider states for all of them, as well as can be guessed. */
export function usageCause({ accounts, standard, nni, slack, restated, day }: UsageFacts): string {
  const gap = accounts - standard;
  if (restated !== 0n && near(gap, restated, slack)) {
    return 'The provider has restated accounts of this day by as much, and its own totals not yet.';
  }
  if (standard > 0n && near(accounts, 2n * standard, slack)) return 'Exactly twice: rows may be counted in duplicate.';
  if (isUnitStep(gap, standard, standard / 500n)) {
    return 'Nearly 2.4, 4.9 or 7.4 %: the two are counted in other units. Check the connection’s unit.';
  }
  if (nni !== null && nni > 0n && gap > 0n && gap < nni) {
    return 'Part of the NNI stream seems to be in the accounts’ figures and part not.';
  }
  if (accounts === 0n) return 'The provider’s report of accounts has no row of this day: read it again.';
  return gap < 0n
    ? `Rows of accounts are missing: late ones, or accounts that the report leaves out. Read ${day} to ${addDays(day, 1)} again.`
    : 'The accounts’ rows say more than the provider’s totals: these may come late. Read the day again.';
}
