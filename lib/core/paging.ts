import { z } from 'zod';
import { AppError } from './errors';

/** A page of a list: keyset by id, newest first unless a verb says otherwise. */
export type ListPage<Row> = { data: Row[]; nextCursor: string | null };

const PAGE_LIMIT = { default: 50, max: 500 } as const;
const MAX_CURSOR = 200;

/** Query fields of every list. */
export const pagingSchema = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT.max).default(PAGE_LIMIT.default),
  cursor: z.string().max(MAX_CURSOR).optional(),
});

/** `sort` of lists kept in order of time: newest first unless it says `old`. */
export const ageSortSchema = z.enum(['new', 'old']);

export type Paging = { limit: number; cursor?: string | undefined };

/** Opaque to callers: the key of the last row of a page. */
export function encodeCursor(key: bigint | number | string): string {
  return btoa(`k:${key}`).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function unpacked(cursor: string): string {
  try {
    return atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return '';
  }
}

/** Whether a page's address may be read on from here: a link that was cut or changed begins at the first row instead. */
export function isCursor(text: string): boolean {
  return text.length <= MAX_CURSOR && unpacked(text).startsWith('k:');
}

/** The key inside a cursor. Throws `invalid_input` for a broken one. */
export function decodeCursor(cursor: string): string {
  const text = unpacked(cursor);
  if (!text.startsWith('k:')) {
    const message = 'The cursor is broken. Start again without one.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'cursor', message }] });
  }
  return text.slice(2);
}

/** The same as a whole number, for lists kept in order of id. */
export function decodeIdCursor(cursor: string | undefined): bigint | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor);
  if (/^\d{1,18}$/.test(key)) return BigInt(key);
  return BigInt(decodeCursor('')); // throws: not a cursor of such a list
}

/** The same for an id column of 32 bits, where a larger key stands for its end. */
export function decodeIntCursor(cursor: string | undefined): number | null {
  const key = decodeIdCursor(cursor);
  return key === null ? null : Math.min(Number(key), 2_147_483_647);
}

/**
 * What a query of rows with an id of 32 bits asks for, to read one page newest first and one row beyond it, of those that fit
 * all conditions. Throws `invalid_input` for a broken cursor.
 */
export function newestFirst<Condition extends object>({ cursor, limit }: Paging, ...conditions: Condition[]) {
  const before = decodeIntCursor(cursor);
  return {
    where: { AND: [...conditions, ...(before === null ? [] : [{ id: { lt: before } }])] },
    orderBy: { id: 'desc' as const },
    take: limit + 1,
  };
}

/** Cuts the row that was read beyond the limit and makes the cursor of the next page. */
export function toPage<Row extends { id: bigint | number }>(rows: Row[], limit: number): ListPage<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? encodeCursor(last.id) : null };
}

const WELL_FORMED_ID = /^[A-Za-z0-9_-]{1,64}$/;
const NUMERIC_ID = /^[1-9]\d{0,8}$/;

/** An id from a path: our ids are whole numbers; anything else belongs to nothing, so it is 0, which no row has. */
export function pathId(text: string): number {
  return NUMERIC_ID.test(text) ? Number(text) : 0;
}

/** An id in a filter: a malformed one is refused; a well-formed one that is not ours matches nothing (0). */
export const filterIdSchema = z
  .string()
  .regex(WELL_FORMED_ID, 'This is no id.')
  .transform((text) => pathId(text));
