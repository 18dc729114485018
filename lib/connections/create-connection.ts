import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { parsePrice } from '@/lib/core/money';
import { inTransaction, isUniqueViolation, type Tx } from '@/lib/infra/db';
import type { StoredSettings } from '@/lib/providers/registry';
import {
  addressPolicy,
  checkedBaseUrl,
  checkedSettings,
  nameTaken,
  sealedCredentials,
  toConnectionDto,
  usageAssetOf,
} from './internal';
import type { ConnectionDto, ConnectionInput } from './schemas';

/** Keeps what traffic costs from now on, for the margin; null where that is no longer known. */
export async function recordCost(
  tx: Tx,
  ctx: Context,
  connectionId: number,
  cost: StoredSettings['costPerGb'],
): Promise<void> {
  const parsed = cost === null ? null : parsePrice(cost);
  await tx.cost.create({
    data: {
      connectionId,
      perGb: parsed?.price ?? null,
      currency: parsed?.currency ?? null,
      validFrom: ctx.now(),
      createdBy: actorKey(ctx.actor),
    },
    select: { id: true },
  });
}

/**
 * Adds a connection to a provider. `sandbox` is for the product's own provider sandbox, which may be on this machine.
 * Throws `invalid_input`, and `already_exists` for a name that is taken.
 */
export async function createConnection(
  ctx: Context,
  input: ConnectionInput & { sandbox?: boolean },
): Promise<ConnectionDto> {
  requireRole(ctx.actor, 'admin');
  const { provider, name } = input;
  const sandbox = ctx.actor.kind === 'system' && input.sandbox === true;
  const policy = addressPolicy({ sandbox });
  const baseUrl = checkedBaseUrl(input.baseUrl, policy);
  const settings = checkedSettings(provider, input.settings, policy);
  const credentials = sealedCredentials(provider, input.credentials);
  const row = await inTransaction(async (tx) => {
    const created = await tx.connection.create({
      data: {
        provider,
        name,
        baseUrl,
        credentials,
        settings,
        usageAsset: usageAssetOf(provider, settings),
        sandbox,
        statusSince: ctx.now(),
        createdAt: ctx.now(),
      },
    });
    if (settings.costPerGb) await recordCost(tx, ctx, created.id, settings.costPerGb);
    await recordAudit(tx, ctx, {
      action: 'connection.created',
      entity: 'connection',
      entityId: created.id,
      after: { provider, name, baseUrl, settings },
    });
    return created;
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken(error) : error;
  });
  return toConnectionDto(row);
}
