import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { ROWS_OF } from '@/components/lists/fetch-rows';
import { AppError } from '@/lib/core/errors';
import { isCursor, pagingSchema } from '@/lib/core/paging';

/** What Next gives a page as `searchParams`. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** A place in a list that makes no sense is as if it were not there, as with filters. */
function isSensible(name: string, value: string): boolean {
  if (name === 'cursor' || name === 'open') return isCursor(value);
  return name !== 'limit' || pagingSchema.safeParse({ limit: value }).success;
}

/** The search part of an address with the first value of each name. */
export async function readSearch(params: SearchParams): Promise<Record<string, string>> {
  const entries = Object.entries(await params).flatMap(([name, value]): [string, string][] => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined || !isSensible(name, first) ? [] : [[name, first]];
  });
  return Object.fromEntries(entries);
}

/** Whether the page is read only for more rows of one of its lists: then what is costly besides may be left out. */
export async function isForRows(): Promise<boolean> {
  return (await headers()).has(ROWS_OF);
}

/** Shows the "not found" page for what does not exist, is not the reader's, or is not for the reader's role. */
export async function orNotFound<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'forbidden')) notFound();
    throw error;
  }
}
