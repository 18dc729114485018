import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole, seesInternals } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { randomToken, sha256 } from '@/lib/infra/crypto';
import { db, inTransaction } from '@/lib/infra/db';
import { getOrder } from '@/lib/orders';
import { publicDispute } from './get-dispute';
import type { DisputeLinkDto, DisputePack } from './types';

/** How long a link opens. */
const LIFETIME_MS = 14 * 86_400_000;

/** A link that shows an order's dispute pack to whoever has it, for 14 days. The token is told only here. */
export async function createDisputeLink(
  ctx: Context,
  input: { orderId: number },
): Promise<{ id: string; token: string; expiresAt: string }> {
  requireRole(ctx.actor, 'admin', 'agent');
  await getOrder(ctx, { id: input.orderId });
  const token = randomToken(32);
  const expiresAt = new Date(ctx.now().getTime() + LIFETIME_MS);
  const linkId = await inTransaction(async (tx) => {
    const { id } = await tx.disputeLink.create({
      data: {
        orderId: input.orderId,
        tokenHash: sha256(token),
        createdBy: actorKey(ctx.actor),
        createdByName: ctx.actor.name,
        createdAt: ctx.now(),
        expiresAt,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: 'dispute_link.created',
      entity: 'order',
      entityId: input.orderId,
      after: { linkId: id, expiresAt: expiresAt.toISOString() },
    });
    return id;
  });
  return { id: String(linkId), token, expiresAt: expiresAt.toISOString() };
}

/** The links of an order that still open, newest first. Throws `not_found`. */
export async function listDisputeLinks(ctx: Context, input: { orderId: number }): Promise<DisputeLinkDto[]> {
  await getOrder(ctx, { id: input.orderId });
  const rows = await db().disputeLink.findMany({
    where: { orderId: input.orderId, revokedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: { id: 'desc' },
    take: 50,
  });
  return rows.map((row) => ({
    id: String(row.id),
    createdBy: seesInternals(ctx.actor) || row.createdBy === actorKey(ctx.actor) ? row.createdByName : 'Staff',
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** Closes a link at once. An agent those of its own orders. Throws `not_found`. */
export async function revokeDisputeLink(ctx: Context, input: { id: number }): Promise<{ id: string }> {
  requireRole(ctx.actor, 'admin', 'agent');
  const link = await db().disputeLink.findUnique({ where: { id: input.id } });
  if (!link) throw notFound('The link');
  await getOrder(ctx, { id: link.orderId }).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not_found' ? notFound('The link') : error;
  });
  await inTransaction(async (tx) => {
    const { count } = await tx.disputeLink.updateMany({
      where: { id: link.id, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'dispute_link.revoked',
      entity: 'order',
      entityId: link.orderId,
      after: { linkId: link.id },
    });
  });
  return { id: String(link.id) };
}

/** What a link shows, as of now. Throws `not_found` for an unknown, expired or revoked one alike. */
export async function readDisputeLink(
  token: string,
  now: () => Date,
): Promise<{ pack: DisputePack; expiresAt: string }> {
  const link = await db().disputeLink.findUnique({ where: { tokenHash: sha256(token) } });
  if (!link || link.revokedAt !== null || link.expiresAt <= now()) throw notFound('This link');
  return { pack: await publicDispute({ orderId: link.orderId }, now), expiresAt: link.expiresAt.toISOString() };
}
