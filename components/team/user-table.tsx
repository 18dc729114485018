import type { UserDto } from '@/lib/auth/schemas';
import { DataTable, type TableColumn } from '../ui/data-table';
import { RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { EditUserButton } from './edit-user';
import { ROLE_LABEL } from './labels';
import type { TeamActions } from './types';

const COLUMNS: readonly TableColumn[] = [
  { key: 'name', label: 'Name' },
  { key: 'role', label: 'Role' },
  { key: 'agent', label: 'Agent', hideBelow: 'md' },
  { key: 'twoFactor', label: 'Second factor', hideBelow: 'xl' },
  { key: 'last', label: 'Last sign-in', hideBelow: 'lg' },
];

const EDIT: TableColumn = { key: 'edit', label: 'Edit', align: 'right' };

/** Everybody who may sign in. `actions` are there for those who may change it. */
export function UserTable({ users, actions }: { users: readonly UserDto[]; actions: TeamActions | null }) {
  return (
    <DataTable
      caption="Users"
      columns={actions ? [...COLUMNS, EDIT] : COLUMNS}
      head={(column) => (column.key === 'edit' ? <span className="sr-only">Edit</span> : column.label)}
      rows={users.map((user) => ({
        key: user.id,
        cells: {
          name: (
            <>
              <span className="font-medium wrap-anywhere">{user.name}</span>{' '}
              {user.disabled && <StatusBadge tone="danger">Disabled</StatusBadge>}
              {user.invitation && (
                <StatusBadge tone="warning">{user.invitation.expiresAt ? 'Invited' : 'Invitation over'}</StatusBadge>
              )}
              <span className="block text-xs text-muted wrap-anywhere">{user.email}</span>
            </>
          ),
          role: ROLE_LABEL[user.role],
          agent: <span className="wrap-anywhere">{user.agentName ?? <span className="text-muted">–</span>}</span>,
          twoFactor: user.twoFactor ? (
            <StatusBadge tone="success">On</StatusBadge>
          ) : (
            <span className="text-muted">Off</span>
          ),
          last: (
            <span className="text-ink-soft">
              {user.lastSignInAt ? <RelativeTime at={user.lastSignInAt} /> : 'Never'}
            </span>
          ),
          edit: actions && <EditUserButton user={user} actions={actions} />,
        },
      }))}
    />
  );
}
