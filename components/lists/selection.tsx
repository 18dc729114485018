'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PICKED } from './picked';

function boxesOf(form: HTMLFormElement | null): HTMLInputElement[] {
  return [...(form?.querySelectorAll<HTMLInputElement>(`input[name=${PICKED}]`) ?? [])];
}

/**
 * Lets rows of the table inside it be ticked, and shows what can be done with them. `actions` gets the ids that are ticked
 * and a way to untick all.
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
  const [ids, setIds] = useState<string[]>([]);

  function read(changed: EventTarget | null) {
    const boxes = boxesOf(form.current);
    const head = form.current?.querySelector<HTMLInputElement>('thead input[type=checkbox]') ?? null;
    if (head && changed === head) for (const box of boxes) box.checked = head.checked;
    const picked = boxes.filter((box) => box.checked);
    if (head) {
      head.checked = picked.length > 0 && picked.length === boxes.length;
      head.indeterminate = picked.length > 0 && picked.length < boxes.length;
    }
    setIds(picked.map((box) => box.value));
  }

  function clear() {
    for (const box of boxesOf(form.current)) box.checked = false;
    read(null);
  }

  // Another page of the list: its rows are not the ticked ones.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what changes
  useEffect(() => read(null), [children]);

  return (
    <form ref={form} onChange={(event) => read(event.target)} onSubmit={(event) => event.preventDefault()}>
      {children}
      <div role="status" className="sr-only">
        {ids.length > 0 && t('selected', { count: ids.length })}
      </div>
      {ids.length > 0 && (
        <div className="sticky bottom-16 z-10 mx-3 mb-3 flex flex-wrap items-center gap-2 rounded-xl border border-border bg-overlay px-4 py-2.5 shadow-overlay lg:bottom-3">
          <span className="me-auto text-[0.8125rem] font-medium">{t('selected', { count: ids.length })}</span>
          {actions(ids, clear)}
          <button type="button" className="button button--ghost button--sm" onClick={clear}>
            {t('unselect')}
          </button>
        </div>
      )}
    </form>
  );
}
