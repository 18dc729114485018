import type { Prisma } from '@/lib/infra/db';

/** A rule of the books: a sentence that holds, and a query for what breaks it (at most 100 rows of `subject`, `detail`). */
export type Rule = { rule: string; sql: Prisma.Sql };
