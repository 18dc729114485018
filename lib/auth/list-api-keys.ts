import type { Context } from '@/lib/core/actor';
import { type ListPage, newestFirst, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { requireAdmin } from './internal';
import type { ApiKeyDto, ApiKeyQuery } from './schemas';

/** The people who made these keys, by key: what a key has made is its maker's. */
async function makersOf(ids: number[]): Promise<Map<number, ApiKeyDto['madeBy']>> {
  const rows = await db().$queryRaw<{ id: number; name: string; is_admin: boolean }[]>`
    WITH RECURSIVE made AS (
      SELECT id, created_by FROM api_key WHERE id = ANY(${ids}::int[])
      UNION SELECT m.id, k.created_by FROM made m JOIN api_key k ON m.created_by = 'key:' || k.id)
    SELECT m.id, u.name, u.role = 'admin' AND u.disabled_at IS NULL AS is_admin
    FROM made m JOIN "user" u ON m.created_by = 'user:' || u.id`;
  return new Map(rows.map(({ id, name, is_admin }) => [id, { name, isAdmin: is_admin }]));
}

/** The installation's keys, newest first, revoked ones too. Admins only. */
export async function listApiKeys(ctx: Context, query: ApiKeyQuery): Promise<ListPage<ApiKeyDto>> {
  requireAdmin(ctx);
  const rows = await db().apiKey.findMany(newestFirst(query));
  const page = toPage(rows, query.limit);
  const makers = await makersOf(page.data.map(({ id }) => id));
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((key) => ({
      id: String(key.id),
      name: key.name,
      role: key.role,
      agentId: key.agentId === null ? null : String(key.agentId),
      prefix: key.prefix,
      createdAt: key.createdAt.toISOString(),
      madeBy: makers.get(key.id) ?? null,
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
    })),
  };
}
