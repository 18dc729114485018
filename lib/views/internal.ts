import type { Actor } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';

/** Whose views: only people have some. Throws `forbidden`. */
export function ownerOf(actor: Actor): number {
  if (actor.kind === 'user') return actor.userId;
  throw new AppError('forbidden', 'Only a person who is signed in keeps views.');
}
