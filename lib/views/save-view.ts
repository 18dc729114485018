import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { ownerOf } from './internal';
import { MAX_VIEWS, type SavedViewDto, type SaveViewInput } from './schemas';

/**
 * Keeps a page's filters under a name; the same name again replaces them. Views are a convenience of their owner and
 * leave no trace in the audit log. Throws `refused` when there are too many.
 */
export async function saveView(ctx: Context, input: SaveViewInput): Promise<SavedViewDto> {
  const userId = ownerOf(ctx.actor);
  // Only what a form could have made: no fragment, no other page.
  const query = new URLSearchParams(input.query).toString();
  const key = { userId, page: input.page, name: input.name };
  return inTransaction(async (tx) => {
    const others = await tx.savedView.count({ where: { userId, page: input.page, name: { not: input.name } } });
    if (others >= MAX_VIEWS) throw new AppError('refused', 'These are too many views. Delete one first.');
    const row = await tx.savedView.upsert({
      where: { userId_page_name: key },
      create: { ...key, query },
      update: { query },
    });
    return { id: String(row.id), name: row.name, query: row.query };
  });
}
