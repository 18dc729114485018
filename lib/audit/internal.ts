import { canonicalJson } from '@/lib/core/canonical-json';
import { sha256 } from '@/lib/infra/crypto';

/** What the first event of the chain stands on. */
export const GENESIS = '0'.repeat(64);

type SealedContent = {
  id: bigint;
  at: Date;
  actor: string;
  actorName: string;
  action: string;
  entity: string;
  entityId: string | null;
  agentId: number | null;
  before: unknown;
  after: unknown;
  address: string | null;
};

/** The columns that the hash covers: all but the seal itself. */
export const CONTENT = {
  id: true,
  at: true,
  actor: true,
  actorName: true,
  action: true,
  entity: true,
  entityId: true,
  agentId: true,
  before: true,
  after: true,
  address: true,
} as const;

/** The hash of an event in the chain: over its place, the hash before it, and everything that it says. */
export function eventHash(sealNo: bigint, prevHash: string, event: SealedContent): string {
  const { id, at, actor, actorName, action, entity, entityId, agentId, before, after, address } = event;
  const content = {
    id,
    at: at.toISOString(),
    actor,
    actorName,
    action,
    entity,
    entityId,
    agentId,
    before,
    after,
    address,
  };
  return sha256(canonicalJson({ sealNo, prevHash, content }));
}
