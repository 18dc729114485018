'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { PICKED } from './picked';
import { RowsContext } from './rows-context';

/** Actions on several rows take at most this many at a time. */
const MOST = 500;
const BOX = `input[name=${PICKED}]`;

/**
 * Lets rows of the table inside it be ticked, and shows what can be done with them. `actions` gets the ids that are ticked
 * and a way to untick all. In a list that goes on, rows that are out of the page for now stay ticked.
 */
export function Selection({
  children,
  actions,
}: {
  children: ReactNode;
  actions: (ids: string[], clear: () => void) => ReactNode;
}) {
  const t = useTranslations('lists.client');
  const form = useRef<HTMLFormElement>(null);
  const loaded = useContext(RowsContext);
  const [ids, setIds] = useState<string[]>([]);

  function boxes(): HTMLInputElement[] {
    const rows = loaded?.rows() ?? (form.current ? [form.current] : []);
    return rows.flatMap((row) => [...row.querySelectorAll<HTMLInputElement>(BOX)]);
  }

  function read(changed: EventTarget | null) {
    const all = boxes();
    const head = form.current?.querySelector<HTMLInputElement>('thead input[type=checkbox]') ?? null;
    if (head && changed === head) for (const box of all) box.checked = head.checked;
    const picked = all.filter((box) => box.checked);
    if (head) {
      head.checked = picked.length > 0 && picked.length === all.length;
      head.indeterminate = picked.length > 0 && picked.length < all.length;
    }
    setIds(picked.map((box) => box.value));
  }

  function clear() {
    for (const box of boxes()) box.checked = false;
    read(null);
  }

  // When other rows are shown, some of the ticked ones may be gone, and the box in the head may be wrong.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what changes
  useEffect(() => read(null), [children, loaded?.version]);

  // React is not told of boxes in rows that are not its own.
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const element = form.current;
    const changed = (event: Event) => latest.current(event.target);
    element?.addEventListener('change', changed);
    return () => element?.removeEventListener('change', changed);
  }, []);

  return (
    <form ref={form} className="prints" onSubmit={(event) => event.preventDefault()}>
      {children}
      <div role="status" className="sr-only">
        {ids.length > 0 && t('selected', { count: ids.length })}
      </div>
      {ids.length > 0 && (
        <div className="screen-only sticky bottom-16 z-10 mx-3 mb-3 flex flex-wrap items-center gap-2 rounded-xl border border-border bg-overlay px-4 py-2.5 shadow-overlay lg:bottom-3">
          <span className="me-auto text-[0.8125rem] font-medium">{t('selected', { count: ids.length })}</span>
          {ids.length > MOST ? (
            <span className="text-[0.8125rem] text-muted">
              {t('tooMany', { most: MOST, count: ids.length - MOST })}
            </span>
          ) : (
            actions(ids, clear)
          )}
          <button type="button" className="button button--ghost button--sm max-sm:px-2" onClick={clear}>
            <X aria-hidden="true" className="sm:hidden" />
            <span className="max-sm:sr-only">{t('unselect')}</span>
          </button>
        </div>
      )}
    </form>
  );
}
