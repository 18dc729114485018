import { z } from 'zod';
import { dayText, instantText } from '@/lib/core/wire';

/** Integers of the connection's usage asset, as text: JSON numbers would not hold them. */
const amount = z.string().regex(/^-?\d+$/);

const range = z.object({ low: amount, high: amount });

/** Two readings of what was left, and what should have come between them. */
const residualSides = z.object({
  of: z.literal('residual'),
  /** The pool of ours, or null for an account. */
  pool: z.string().nullable(),
  start: z.object({ residual: amount, at: instantText }),
  end: z.object({ residual: amount, at: instantText }),
  credited: range,
  used: range,
  expected: range,
  tolerance: amount,
  /** By how much the difference may move without being another one. */
  slack: amount,
});

/** The accounts' sum of a day and the provider's own totals of it. */
const usageSides = z.object({
  of: z.literal('usage'),
  day: dayText,
  accounts: amount,
  standard: amount,
  nni: amount.nullable(),
  tolerance: amount,
  slack: amount,
});

export const figureSides = z.discriminatedUnion('of', [residualSides, usageSides]);
export type FigureSides = z.infer<typeof figureSides>;
export type ResidualSides = z.infer<typeof residualSides>;

/** Why a residual does not come out even, and why a day's usage does not; kept as a difference's guess. */
const RESIDUAL_CAUSES = [
  'late_record',
  'duplicate',
  'undone',
  'restated',
  'unit',
  'added_elsewhere',
  'taken_elsewhere',
  'expired',
] as const;
const USAGE_CAUSES = [
  'totals_not_restated',
  'counted_twice',
  'unit',
  'part_of_nni',
  'no_rows',
  'rows_missing',
  'totals_late',
] as const;
export type ResidualCause = (typeof RESIDUAL_CAUSES)[number];
export type UsageCause = (typeof USAGE_CAUSES)[number];
export const figureCause = z.enum([...new Set([...RESIDUAL_CAUSES, ...USAGE_CAUSES])]);
export type FigureCause = z.infer<typeof figureCause>;
