import type { Context } from '@/lib/core/actor';
import { type ListPage, newestFirst, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import { requireAdmin } from './internal';
import type { ApiKeyDto, ApiKeyQuery } from './schemas';

/** The installation's keys, newest first, revoked ones too. Admins only. */
export async function listApiKeys(ctx: Context, query: ApiKeyQuery): Promise<ListPage<ApiKeyDto>> {
  requireAdmin(ctx);
  const rows = await db().apiKey.findMany(newestFirst(query));
  const page = toPage(rows, query.limit);
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((key) => ({
      id: String(key.id),
      name: key.name,
      role: key.role,
      agentId: key.agentId === null ? null : String(key.agentId),
      prefix: key.prefix,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
    })),
  };
}
