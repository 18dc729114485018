import { useMessages, useTranslations } from 'next-intl';

/** What audit events are about, as far as one filters by it; in the messages `audit.entities`. */
export const ENTITIES = [
  'order',
  'bulk',
  'auto_top_up',
  'payment',
  'statement',
  'customer',
  'account',
  'agent',
  'connection',
  'user',
  'session',
  'api_key',
  'webhook',
  'adjustment',
  'price',
  'ip_price',
  'billing_account',
  'setting',
  'cost_block',
  'discrepancy',
  'dispute_link',
  'alert_rule',
] as const;

/** `api_key.revoked` as it reads in English, for acts that have no words of their own yet. */
export function actionText(action: string): string {
  const [noun = '', verb = ''] = action.split('.');
  const name = noun === 'api_key' ? 'API key' : noun.replaceAll('_', ' ');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${verb.replaceAll('_', ' ')}`.trim();
}

/** The same in the reader's language. For server components. */
export function useActionText(): (action: string) => string {
  const t = useTranslations('audit');
  const words: Record<'nouns' | 'verbs', Record<string, string>> = useMessages().audit;
  return (action) => {
    const [noun = '', verb = ''] = action.split('.');
    const [thing, did] = [words.nouns[noun], words.verbs[verb]];
    return thing && did ? t('act', { noun: thing, verb: did }) : actionText(action);
  };
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
