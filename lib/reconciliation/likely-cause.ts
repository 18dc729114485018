import type { DifferenceKind, ProviderRecordDto } from './schemas';

type Ours = {
  bytes: number | null;
  createdAt: string;
  settledAt: string | null;
  evidence: { kind: string } | null;
} | null;
type Theirs = Pick<ProviderRecordDto, 'bytes' | 'operator' | 'kind' | 'at' | 'firstSeenAt'> | null;

/** Longer than any list lags: a line seen first after this was there before we began to read. */
const HISTORY_MS = 26 * 3_600_000;

/** The factor between powers of two and of ten, of one step and of three. */
const UNIT_FACTORS = [1.024, 1.024 ** 2, 1.024 ** 3];

const OTHER_AMOUNT =
  'Another amount was entered at the provider at nearly the same time, or two acts were taken for one.';

/** What else is known: how late the provider's records appear, and whether the same act stands in its list twice. */
type Hints = { lagMinutes: number; twin: boolean };

const NO_HINTS: Hints = { lagMinutes: 0, twin: false };

function near(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < 0.001;
}

function amountCause(ours: number, theirs: number): string {
  if (ours === 0) return OTHER_AMOUNT;
  const ratio = Math.abs(theirs) / Math.abs(ours);
  if (UNIT_FACTORS.some((factor) => near(ratio, factor) || near(1 / ratio, factor))) {
    return 'The same act counted in another unit: the two differ by a power of 1.024. Check the connection’s unit.';
  }
  if (Math.abs(ratio - 1) < 0.005) {
    return 'Rounding: the two differ by less than half a percent. Compare the amounts, then note it as explained.';
  }
  if (near(ratio, 2)) return 'Exactly twice: it may have been applied a second time. Ask the provider.';
  return OTHER_AMOUNT;
}

function onlyOursCause(ours: Ours, readAt: string | null, lagMinutes: number): string {
  const done = ours?.settledAt ?? ours?.createdAt ?? null;
  if (readAt === null) return 'The provider’s list was never read. Read it first.';
  if (done !== null && readAt < done) return 'The provider’s list was read before this order. Read it again first.';
  if (done !== null && Date.parse(readAt) < Date.parse(done) + lagMinutes * 60_000) {
    return `Its line may still appear: the provider’s records come up to ${lagMinutes} minutes late.`;
  }
  if (ours?.evidence?.kind === 'manual') return 'It was settled by hand as arrived, and the list does not show it.';
  return 'The provider said that it was done. Its list may lag; if the line is missing tomorrow, ask the provider.';
}

function onlyProviderCause(theirs: Theirs, twin: boolean): string {
  if (twin) {
    return 'The same amount stands in the provider’s list twice within ten minutes, for one order of ours: applied twice, or entered again by hand. Ask the provider.';
  }
  if (theirs && Date.parse(theirs.firstSeenAt) - Date.parse(theirs.at) > HISTORY_MS) {
    return 'Made before the provider’s list was read here for the first time: history, most likely.';
  }
  if (theirs?.kind === 'isp' || theirs?.kind === 'datacenter') return 'Ordered on the provider’s own site.';
  const by = theirs?.operator;
  if (theirs?.kind === 'consumption') {
    return by
      ? `Taken off by ${by} on the provider’s own site, or by another program.`
      : 'Taken off on the provider’s own site, or by another program.';
  }
  return by
    ? `Recharged by ${by} on the provider’s own site, or by another program with the same access.`
    : 'Recharged on the provider’s own site, or by another program with the same access.';
}

/** A plain guess at why ours and theirs differ, and what to do. `readAt` is when the provider's list was last read. */
export function likelyCause(
  kind: DifferenceKind,
  ours: Ours,
  theirs: Theirs,
  readAt: string | null,
  hints: Hints = NO_HINTS,
): string {
  switch (kind) {
    case 'only_ours':
      return onlyOursCause(ours, readAt, hints.lagMinutes);
    case 'only_provider':
      return onlyProviderCause(theirs, hints.twin);
    case 'amount_mismatch':
      return amountCause(ours?.bytes ?? 0, theirs?.bytes ?? 0);
  }
}
