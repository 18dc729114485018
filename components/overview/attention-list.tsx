import { ChevronRight, CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type AttentionItem, attentionHref, attentionTone } from '@/lib/overview/attention-schemas';
import { Panel } from '../ui/panel';
import { RelativeTime } from '../ui/relative-time';
import { AttentionHint, AttentionTitle } from './attention-words';

const SIGNS = {
  danger: { Icon: CircleAlert, color: 'text-danger-soft-foreground' },
  warning: { Icon: TriangleAlert, color: 'text-warning-soft-foreground' },
  info: { Icon: Info, color: 'text-accent-soft-foreground' },
} as const;

function Row({ item, linked }: { item: AttentionItem; linked: boolean }) {
  const t = useTranslations('overview.attention');
  const { Icon, color } = SIGNS[attentionTone(item.kind)];
  return (
    <>
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${color}`} />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className="block font-medium">
          <AttentionTitle item={item} />
        </span>
        <span className="block text-[0.8125rem] text-muted">
          <AttentionHint item={item} />
        </span>
        {item.oldest && (
          <span className="block text-xs text-muted sm:hidden">
            {t.rich('since', { time: () => <RelativeTime at={item.oldest ?? ''} /> })}
          </span>
        )}
      </span>
      {item.oldest && (
        <span className="shrink-0 pt-0.5 text-right text-xs text-muted max-sm:hidden">
          {t.rich('since', { time: () => <RelativeTime at={item.oldest ?? ''} /> })}
        </span>
      )}
      <ChevronRight aria-hidden="true" className={`mt-0.5 size-4 shrink-0 text-muted ${linked ? '' : 'invisible'}`} />
    </>
  );
}

const ROW = 'flex items-start gap-3 px-4 py-2.5 sm:px-5';

/** All that needs somebody in one list, the most urgent first, each a way to where it is settled; one calm line when nothing does. */
export function AttentionList({ items, at, house }: { items: readonly AttentionItem[]; at: string; house: boolean }) {
  const t = useTranslations('overview.attention');
  const checked = t.rich('checked', { time: () => <RelativeTime at={at} now={at} /> });
  if (items.length === 0) {
    return (
      <Panel title={t('panel')} flush>
        <p className={`${ROW} border-t border-separator`} role="status">
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success-soft-foreground" />
          <span className="flex-1 font-medium text-success-soft-foreground">{t('none')}</span>
          <span className="pt-0.5 text-xs text-muted">{checked}</span>
        </p>
      </Panel>
    );
  }
  return (
    <Panel title={t('panel')} description={checked} flush>
      <ul>
        {items.map((item) => {
          const href = attentionHref(item, house);
          return (
            <li
              key={`${item.kind}-${'connectionId' in item ? item.connectionId : ''}-${'pool' in item ? item.pool : ''}`}
              className="border-t border-separator"
            >
              {href === null ? (
                <div className={ROW}>
                  <Row item={item} linked={false} />
                </div>
              ) : (
                <Link href={href} prefetch={false} className={`${ROW} -outline-offset-2 hover:bg-surface-secondary`}>
                  <Row item={item} linked />
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
