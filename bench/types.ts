import { z } from 'zod';

/** Median, smallest and largest of the repetitions. */
const statSchema = z.object({ median: z.number(), min: z.number(), max: z.number() });
export type Stat = z.infer<typeof statSchema>;

/** `aim` is what we would like to reach beyond the goal. */
const goalSchema = z.object({
  direction: z.enum(['at_least', 'at_most']),
  value: z.number(),
  aim: z.number().optional(),
});
export type Goal = z.infer<typeof goalSchema>;

/** One line of the table: a goal of ours, or (with `goal` null) a figure worth knowing. */
export const lineSchema = z.object({
  what: z.string(),
  against: z.string(),
  /** Of `ours` and `limit`, e.g. `rows/s`, `ms`, `KiB`. */
  unit: z.string(),
  ours: statSchema,
  limit: statSchema.nullable(),
  /** Ours by the limit, repetition by repetition; null where the goal is about `ours` itself. */
  ratio: statSchema.nullable(),
  goal: goalSchema.nullable(),
  /** Null where there is no goal. */
  met: z.boolean().nullable(),
});
export type Line = z.infer<typeof lineSchema>;

export const optionsSchema = z.object({
  /** Usage rows of the larger database. */
  rows: z.number(),
  /** Length of the order suite's chaos mode; 0 leaves it out. */
  minutes: z.number(),
  /** Repetitions of each measurement. */
  repeat: z.number(),
});
export type Options = z.infer<typeof optionsSchema>;

/** What a suite gets: its options, databases on the run's own server, and a way to tell how it goes. */
export type Bench = {
  options: Options;
  /** A new database, migrated. Returns its connection string. */
  database: (name: string) => Promise<string>;
  /** A folder of its own below the run's, deleted at the end. */
  folder: (name: string) => string;
  note: (line: string) => void;
};

export type Suite = (bench: Bench) => Promise<Line[]>;
