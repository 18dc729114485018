import { useTranslations } from 'next-intl';
import type { ApiKeyDto } from '@/lib/auth/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { RevokeKeyButton } from './revoke-key';
import type { TeamActions } from './types';

const COLUMNS = [
  { key: 'name' },
  { key: 'owner' },
  { key: 'made', hideBelow: 'lg' },
  { key: 'used', hideBelow: 'md' },
  { key: 'state', align: 'right' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

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
  const t = useTranslations('team.page');
  const words = useTranslations('team.client');
  return (
    <DataTable
      caption={t('apiKeys')}
      columns={COLUMNS.map((column) => ({ ...column, label: t(`keyColumns.${column.key}`) }))}
      rows={keys.map((key) => ({
        key: key.id,
        cells: {
          name: (
            <>
              <span className="font-medium wrap-anywhere">{key.name}</span>
              <code className="block font-mono text-xs text-muted">{key.prefix}…</code>
              {key.madeBy && !key.madeBy.isAdmin && !key.revokedAt ? (
                <span className="mt-1 block text-xs text-warning-soft-foreground wrap-anywhere">
                  {t('makerLeft', { name: key.madeBy.name })}
                </span>
              ) : null}
            </>
          ),
          owner:
            key.agentId === null ? (
              words(`roles.${key.role}`)
            ) : (
              <span className="wrap-anywhere">
                {words('agentNamed', { name: agents.get(key.agentId) ?? `#${key.agentId}` })}
              </span>
            ),
          made: (
            <span className="text-ink-soft">
              <RelativeTime at={key.createdAt} />
              {key.madeBy ? <span className="block text-xs text-muted wrap-anywhere">{key.madeBy.name}</span> : null}
            </span>
          ),
          used: (
            <span className="text-ink-soft">{key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : t('never')}</span>
          ),
          state: key.revokedAt ? (
            <StatusBadge tone="default">{t('revoked')}</StatusBadge>
          ) : (
            <RevokeKeyButton id={key.id} name={key.name} revoke={revoke} />
          ),
        },
      }))}
    />
  );
}
