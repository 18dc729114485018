import { z } from 'zod';
import { type Context, requireRole } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';

const KEY = 'backup.last';
const stored = z.object({ at: z.iso.datetime() });

/** Keeps that a backup was made by our own command; other ways of backing up are not known here. */
export async function noteBackup(at: Date): Promise<void> {
  const value = { at: at.toISOString() };
  await db().setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}

/** When our own command made a backup last; null where it never did. Admins and viewers only. */
export async function getLastBackup(ctx: Context): Promise<string | null> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const row = await db().setting.findUnique({ where: { key: KEY } });
  return row === null ? null : stored.parse(row.value).at;
}
