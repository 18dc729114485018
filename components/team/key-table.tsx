import type { ApiKeyDto } from '@/lib/auth/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { ROLE_LABEL } from './labels';
import { RevokeKeyButton } from './revoke-key';
import type { TeamActions } from './types';

const COLUMNS: readonly TableColumn[] = [
  { key: 'name', label: 'Name' },
  { key: 'owner', label: 'Acts as' },
  { key: 'made', label: 'Made', hideBelow: 'lg' },
  { key: 'used', label: 'Last used', hideBelow: 'md' },
  { key: 'state', label: 'State', align: 'right' },
];

/** API keys, revoked ones too. `agents` are the names of agents by id. */
export function KeyTable({
  keys,
  agents,
  revoke,
}: {
  keys: readonly ApiKeyDto[];
  agents: ReadonlyMap<string, string>;
  revoke: TeamActions['revokeKey'];
}) {
  return (
    <DataTable
      caption="API keys"
      columns={COLUMNS}
      rows={keys.map((key) => ({
        key: key.id,
        cells: {
          name: (
            <>
              <span className="font-medium wrap-anywhere">{key.name}</span>
              <code className="block font-mono text-xs text-muted">{key.prefix}…</code>
            </>
          ),
          owner: (
            <span className="wrap-anywhere">
              {key.agentId === null ? ROLE_LABEL[key.role] : `Agent ${agents.get(key.agentId) ?? `#${key.agentId}`}`}
            </span>
          ),
          made: (
            <span className="text-ink-soft">
              <RelativeTime at={key.createdAt} />
            </span>
          ),
          used: (
            <span className="text-ink-soft">{key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : 'Never'}</span>
          ),
          state: key.revokedAt ? (
            <StatusBadge tone="default">Revoked</StatusBadge>
          ) : (
            <RevokeKeyButton id={key.id} name={key.name} revoke={revoke} />
          ),
        },
      }))}
    />
  );
}
