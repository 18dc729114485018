import type { Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { ownerOf } from './internal';
import { MAX_VIEWS, type SavedViewDto, type ViewPage } from './schemas';

/** The actor's own views of a page, by name. */
export async function listViews(ctx: Context, input: { page: ViewPage }): Promise<SavedViewDto[]> {
  const rows = await db().savedView.findMany({
    where: { userId: ownerOf(ctx.actor), page: input.page },
    orderBy: { name: 'asc' },
    take: MAX_VIEWS,
  });
  return rows.map(({ id, name, query }) => ({ id: String(id), name, query }));
}
