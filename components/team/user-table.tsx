import { useTranslations } from 'next-intl';
import type { UserDto } from '@/lib/auth/schemas';
import { Breakable } from '../ui/breakable';
import { DataTable, type TableColumn } from '../ui/data-table';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { EditUserButton } from './edit-user';
import type { TeamActions } from './types';

const COLUMNS = [
  { key: 'name' },
  { key: 'role' },
  { key: 'agent', hideBelow: 'md' },
  { key: 'twoFactor', hideBelow: 'xl' },
  { key: 'last', hideBelow: 'lg' },
] as const satisfies readonly Omit<TableColumn, 'label'>[];

const EDIT = { key: 'edit', align: 'right' } as const;

/** Everybody who may sign in. `actions` are there for those who may change it. */
export function UserTable({ users, actions }: { users: readonly UserDto[]; actions: TeamActions | null }) {
  const t = useTranslations('team.page');
  const roles = useTranslations('team.client.roles');
  return (
    <DataTable
      caption={t('users')}
      columns={(actions ? [...COLUMNS, EDIT] : COLUMNS).map((column) => ({
        ...column,
        label: t(`columns.${column.key}`),
      }))}
      head={(column) => (column.key === 'edit' ? <span className="sr-only">{column.label}</span> : column.label)}
      rows={users.map((user) => ({
        key: user.id,
        cells: {
          name: (
            <>
              <span className="font-medium wrap-anywhere">{user.name}</span>{' '}
              {user.disabled && <StatusBadge tone="danger">{t('disabled')}</StatusBadge>}
              {user.invitation && (
                <StatusBadge tone="warning">
                  {user.invitation.expiresAt ? t('invited') : t('invitationOver')}
                </StatusBadge>
              )}
              <span className="block text-xs text-muted wrap-anywhere">
                <Breakable text={user.email} />
              </span>
            </>
          ),
          role: roles(user.role),
          agent: <span className="wrap-anywhere">{user.agentName ?? <span className="text-muted">–</span>}</span>,
          twoFactor: user.twoFactor ? (
            <StatusBadge tone="success">{t('on')}</StatusBadge>
          ) : (
            <span className="text-muted">{t('off')}</span>
          ),
          last: (
            <span className="text-ink-soft">
              {user.lastSignInAt ? <RelativeTime at={user.lastSignInAt} /> : t('never')}
            </span>
          ),
          edit: actions && <EditUserButton user={user} actions={actions} />,
        },
      }))}
    />
  );
}
