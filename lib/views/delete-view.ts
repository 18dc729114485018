import type { Context } from '@/lib/core/actor';
import { notFound } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { ownerOf } from './internal';

/** Forgets one of the actor's own views. Throws `not_found`, also for another's. */
export async function deleteView(ctx: Context, input: { id: number }): Promise<void> {
  const { count } = await db().savedView.deleteMany({ where: { id: input.id, userId: ownerOf(ctx.actor) } });
  if (count === 0) throw notFound('The view');
}
