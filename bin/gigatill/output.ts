import type { z } from 'zod';
import { AppError } from '@/lib/core/errors';

/** The command was used wrongly: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The command worked and its answer is bad news, already printed: exit code 1. */
export class BadNews extends Error {
  override name = 'BadNews';
}

/** One line of the result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The result for programs. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? String(one) : one), 2));
}

/** Rows as columns, padded for reading. */
export function printTable(heads: string[], rows: string[][]): void {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [heads, ...rows])
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

/** Reads input by the domain's own schema. @throws UsageError naming what is wrong. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UsageError(`${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'wrong'}`);
}

/** What went wrong, for stderr. */
export function explain(error: unknown): { code: string; message: string } {
  if (error instanceof AppError) {
    const fields = error.fields.map(({ path, message }) => `${path}: ${message}`);
    return { code: error.code, message: [error.message, ...fields].join('\n') };
  }
  if (error instanceof UsageError) return { code: 'usage', message: error.message };
  return { code: 'error', message: error instanceof Error ? error.message : String(error) };
}
