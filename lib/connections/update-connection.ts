import type { Connection, Prisma } from '@/generated/prisma/client';
import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { canonicalJson } from '@/lib/core/canonical-json';
import { notFound } from '@/lib/core/errors';
import { inTransaction, isUniqueViolation, type Tx } from '@/lib/infra/db';
import { parseSettings, type StoredSettings } from '@/lib/providers/registry';
import { recordCost } from './create-connection';
import {
  addressPolicy,
  checkedBaseUrl,
  checkedSettings,
  nameTaken,
  sealedCredentials,
  toConnectionDto,
  usageAssetOf,
} from './internal';
import type { ConnectionDto, ConnectionPatch } from './schemas';
import { resetBreaker } from './transport';

/** Stored settings with the given ones laid over them; null goes back to the default. */
function mergedSettings(before: Connection, patch: ConnectionPatch): StoredSettings {
  const merged = Object.entries({ ...Object(before.settings), ...patch.settings }).filter(
    ([, value]) => value !== null,
  );
  return checkedSettings(before.provider, Object.fromEntries(merged), addressPolicy(before));
}

type Changes = {
  data: Prisma.ConnectionUpdateInput;
  settings: StoredSettings;
  /** How it is reached has changed: what was known about its health is void. */
  isNewAddress: boolean;
};

function changesOf(before: Connection, patch: ConnectionPatch): Changes {
  const settings = mergedSettings(before, patch);
  const data: Prisma.ConnectionUpdateInput = { settings, usageAsset: usageAssetOf(before.provider, settings) };
  if (patch.name !== undefined) data.name = patch.name;
  if (patch.baseUrl !== undefined) data.baseUrl = checkedBaseUrl(patch.baseUrl, addressPolicy(before));
  if (patch.credentials !== undefined) data.credentials = sealedCredentials(before.provider, patch.credentials);
  const isNewAddress =
    patch.credentials !== undefined ||
    (data.baseUrl !== undefined && data.baseUrl !== before.baseUrl) ||
    settings.agentBaseUrl !== parseSettings(before.provider, before.settings).agentBaseUrl;
  return { data, settings, isNewAddress };
}

async function forgetKey(tx: Tx, connectionId: number): Promise<void> {
  await tx.providerKey.deleteMany({ where: { connectionId } });
  await tx.providerKeyLease.deleteMany({ where: { connectionId } });
}

function changedFields(before: Connection, after: Connection, newCredentials: boolean) {
  const names = (['name', 'baseUrl', 'settings', 'status'] as const).filter(
    (name) => canonicalJson(before[name]) !== canonicalJson(after[name]),
  );
  const pick = (row: Connection) => Object.fromEntries(names.map((name) => [name, row[name]]));
  return { before: pick(before), after: { ...pick(after), ...(newCredentials ? { credentials: 'replaced' } : {}) } };
}

/**
 * Changes a connection; with other credentials or another address it counts as untested again. Throws `not_found`,
 * `invalid_input`, and `already_exists` for a name that is taken.
 */
export async function updateConnection(ctx: Context, input: { id: number } & ConnectionPatch): Promise<ConnectionDto> {
  requireRole(ctx.actor, 'admin');
  const { id, ...patch } = input;
  const row = await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM connection WHERE id = ${id} FOR UPDATE`;
    const before = await tx.connection.findUnique({ where: { id } });
    if (!before) throw notFound('The connection');
    const { data, settings, isNewAddress } = changesOf(before, patch);
    const isDisabled = patch.disabled ?? before.status === 'disabled';
    const wasDisabled = before.status === 'disabled';
    if (isDisabled !== wasDisabled || (isNewAddress && !isDisabled)) {
      data.status = isDisabled ? 'disabled' : 'untested';
      data.statusDetail = isDisabled ? 'Switched off. Nothing is read from it or sent to it.' : null;
      data.statusSince = ctx.now();
    }
    if (isNewAddress) await forgetKey(tx, id);
    const after = await tx.connection.update({ where: { id }, data });
    const oldCost = parseSettings(before.provider, before.settings).costPerGb;
    if (canonicalJson(oldCost) !== canonicalJson(settings.costPerGb)) await recordCost(tx, ctx, id, settings.costPerGb);
    await recordAudit(tx, ctx, {
      action: 'connection.updated',
      entity: 'connection',
      entityId: id,
      ...changedFields(before, after, patch.credentials !== undefined),
    });
    return after;
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken(error) : error;
  });
  resetBreaker(id);
  return toConnectionDto(row);
}
