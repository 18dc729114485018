import { z } from 'zod';
import { parseFloatFigure, type TrafficAsset } from '@/lib/core/assets';
import { ProviderError } from './errors';
import { ExactNumber } from './exact-json';

/** Zod pieces for wire schemas, all on exactly parsed JSON: a wrong figure is an issue with its path, never a zero. */

/** Larger figures than this are no traffic (and would not fit the database's bigint with room to add). */
const MAX_AMOUNT = 2n ** 62n;
const INTEGER = /^-?\d{1,18}$/;
const NUMERIC = /^[+-]?\d+(\.\d+)?$/;

/** A JSON number, as written. */
const exactNumber = z.instanceof(ExactNumber, { error: 'expected a number' });

/** A JSON number, or a text that holds nothing but one: for providers that mix the two. */
export const numberOrText = z.union(
  [
    exactNumber,
    z
      .string()
      .regex(NUMERIC)
      .transform((text) => new ExactNumber(text)),
  ],
  { error: 'expected a number' },
);

function asInteger(source: ExactNumber, context: z.RefinementCtx): number {
  const value = Number(source.text);
  if (INTEGER.test(source.text) && Number.isSafeInteger(value)) return value;
  context.addIssue({ code: 'custom', message: 'expected a whole number' });
  return z.NEVER;
}

/** A whole JSON number that a float holds exactly. */
export const integer = exactNumber.transform(asInteger);

/** The same, also as text. */
export const integerOrText = numberOrText.transform(asInteger);

/** An identifier sent as a number, or as text: its digits as text. */
export const identifier = numberOrText.transform((source, context) => {
  if (/^\d{1,19}$/.test(source.text)) return source.text;
  context.addIssue({ code: 'custom', message: 'expected an identifier of digits' });
  return z.NEVER;
});

/** A figure beyond any real list is refused, since reading goes on until it is reached. */
function isRowCount(value: number): boolean {
  return value >= 0 && value <= 1_000_000_000;
}

/** How many rows a list has. */
export const rowCount = integer.refine(isRowCount, 'expected a row count');

/** The same, also as text. */
export const rowCountOrText = integerOrText.refine(isRowCount, 'expected a row count');

/** Text of a bounded length: names and the like. Over-long text is no name. */
export function text(max: number) {
  return z.string({ error: 'expected text' }).max(max, `expected at most ${max} characters`);
}

type Sign = 'signed' | 'not negative';

function amountOf(asset: TrafficAsset, sign: Sign) {
  return (source: ExactNumber, context: z.RefinementCtx): bigint => {
    const quantity = parseFloatFigure(source.text, asset);
    const problem = amountProblem(quantity?.amount ?? null, sign);
    if (quantity && problem === null) return quantity.amount;
    context.addIssue({ code: 'custom', message: problem ?? 'expected an amount' });
    return z.NEVER;
  };
}

function amountProblem(amount: bigint | null, sign: Sign): string | null {
  if (amount === null) return 'expected an amount that is not finer than the unit';
  if (amount > MAX_AMOUNT || amount < -MAX_AMOUNT) return 'expected an amount of a believable size';
  return sign === 'not negative' && amount < 0n ? 'expected an amount that is not negative' : null;
}

/** An amount of traffic in the asset's unit: a JSON number, kept as an integer at the asset's scale. Providers add in doubles. */
export function amount(asset: TrafficAsset, sign: Sign) {
  return exactNumber.transform(amountOf(asset, sign));
}

/** The same, also as text. */
export function amountOrText(asset: TrafficAsset, sign: Sign) {
  return numberOrText.transform(amountOf(asset, sign));
}

/** `['data', 'rows', 3, 'uploadFlow']` as `data.rows[3].uploadFlow`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

/** Where an answer came from, for error messages: `IPWeb`, `flowReport`. */
export type Source = { provider: string; endpoint: string };

/** The error for an answer that is not what the provider documents. `field` is the path of the first wrong one. */
export function malformed(source: Source, field: string, reason: string): ProviderError {
  const where = field === '' ? '' : ` at ${field}`;
  return new ProviderError(
    'malformed',
    `${source.provider} answered ${source.endpoint} in a form it does not document${where}: ${reason}.`,
    {
      field: field === '' ? undefined : field,
    },
  );
}

/**
 * Checks a value against a wire schema; `at` is the path that the value itself has in the answer.
 * @throws ProviderError `malformed`, which names the first wrong field and never repeats its value.
 */
export function parseShape<Schema extends z.ZodType>(
  source: Source,
  schema: Schema,
  value: unknown,
  at: readonly PropertyKey[] = [],
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw malformed(source, fieldPath([...at, ...(issue?.path ?? [])]), issue?.message ?? 'not as documented');
}
