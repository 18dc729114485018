/** What audit events are about, in people's words. */
export const ENTITIES = [
  { value: 'order', label: 'Orders' },
  { value: 'bulk', label: 'Bulk top-ups' },
  { value: 'auto_top_up', label: 'Automatic top-ups' },
  { value: 'payment', label: 'Payments' },
  { value: 'statement', label: 'Statements' },
  { value: 'customer', label: 'Customers' },
  { value: 'account', label: 'Accounts' },
  { value: 'agent', label: 'Agents' },
  { value: 'connection', label: 'Connections' },
  { value: 'user', label: 'Users' },
  { value: 'session', label: 'Sessions' },
  { value: 'api_key', label: 'API keys' },
  { value: 'webhook', label: 'Webhooks' },
] as const;

/** `api_key.revoked` as `API key revoked`. */
export function actionText(action: string): string {
  const [noun = '', verb = ''] = action.split('.');
  const name = noun === 'api_key' ? 'API key' : noun.replaceAll('_', ' ');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${verb.replaceAll('_', ' ')}`.trim();
}

/** Where the thing that an event is about can be seen; null where it has no page. */
export function entityHref(entity: string, id: string | null): string | null {
  if (id === null) return null;
  switch (entity) {
    case 'order':
    case 'customer':
    case 'connection':
      return `/${entity}s/${encodeURIComponent(id)}`;
    case 'bulk':
      return `/orders/bulk/${encodeURIComponent(id)}`;
    case 'statement':
      return `/billing/${encodeURIComponent(id.split('/')[0] ?? '')}`;
    case 'user':
      return '/team';
    case 'agent':
      return '/team?tab=agents';
    case 'api_key':
      return '/team?tab=keys';
    default:
      return null;
  }
}
