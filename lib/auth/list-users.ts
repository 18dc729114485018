import { type Context, requireRole } from '@/lib/core/actor';
import { type ListPage, newestFirst, type Paging, toPage } from '@/lib/core/paging';
import { db } from '@/lib/infra/db';
import type { UserDto } from './schemas';

/** Everyone who may sign in, newest first. Admins and viewers. */
export async function listUsers(ctx: Context, query: Paging): Promise<ListPage<UserDto>> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const rows = await db().user.findMany({
    ...newestFirst(query),
    include: {
      agent: { select: { name: true } },
      invitations: {
        where: { kind: 'invitation', usedAt: null, expiresAt: { gt: ctx.now() } },
        orderBy: { id: 'desc' },
        take: 1,
        select: { expiresAt: true },
      },
    },
  });
  const page = toPage(rows, query.limit);
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((user) => ({
      id: String(user.id),
      email: user.email,
      name: user.name,
      role: user.role,
      agentId: user.agentId === null ? null : String(user.agentId),
      agentName: user.agent?.name ?? null,
      disabled: user.disabledAt !== null,
      twoFactor: user.totpEnabledAt !== null,
      invitation:
        user.passwordHash === null ? { expiresAt: user.invitations[0]?.expiresAt.toISOString() ?? null } : null,
      lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
      createdAt: user.createdAt.toISOString(),
    })),
  };
}
