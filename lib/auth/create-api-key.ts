import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, type Role } from '@/lib/core/actor';
import { inTransaction } from '@/lib/infra/db';
import { newKey } from './api-key-row';
import { requireFresh } from './confirm-identity';
import { agentFor, requireAdmin } from './internal';
import type { ApiKeyInput, NewApiKeyDto } from './schemas';

/**
 * Makes a key for the HTTP API, of a role or of one agent. Admins only. The key itself is told this once; only its SHA-256
 * is kept. Throws `not_found` for the agent, and `confirmation_needed` in a browser that signed in long ago.
 */
export async function createApiKey(ctx: Context, input: ApiKeyInput): Promise<NewApiKeyDto> {
  requireAdmin(ctx);
  await requireFresh(ctx);
  const agentId = input.role === undefined ? (await agentFor(input)).id : null;
  const role: Role = input.role ?? 'agent';
  const { key, prefix, keyHash } = newKey();
  const { name } = input;
  const id = await inTransaction(async (tx) => {
    const row = await tx.apiKey.create({
      data: { name, prefix, keyHash, role, agentId, createdBy: actorKey(ctx.actor), createdAt: ctx.now() },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: 'api_key.created',
      entity: 'api_key',
      entityId: row.id,
      agentId,
      after: { name, prefix, role, agentId },
    });
    return row.id;
  });
  return { id: String(id), name, role, agentId: agentId === null ? null : String(agentId), key };
}
