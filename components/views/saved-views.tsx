'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import type { SavedViewDto, ViewPage } from '@/lib/views/schemas';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

type ViewActions = {
  save: (page: string, name: string, query: string) => Promise<Outcome<unknown>>;
  remove: (page: string, id: string) => Promise<Outcome<unknown>>;
};

/** Kept filters of a page: open one, keep the present ones, forget one. `query` is the page's own address. */
export function SavedViews({
  page,
  views,
  query: parts,
  actions,
}: {
  page: ViewPage;
  views: readonly SavedViewDto[];
  query: Record<string, string>;
  actions: ViewActions;
}) {
  const t = useTranslations('views.client');
  const router = useRouter();
  const menu = useRef<HTMLDetailsElement>(null);
  const [name, setName] = useState('');
  const { act, pending, problem } = useAct();
  const query = new URLSearchParams(parts).toString();
  const present = views.find((view) => view.query === query);
  const close = () => menu.current?.removeAttribute('open');

  function save(event: FormEvent) {
    event.preventDefault();
    act(
      () => actions.save(page, name, query),
      () => {
        setName('');
        router.refresh();
      },
    );
  }

  return (
    <details ref={menu} className="relative">
      <summary className="button button--outline max-w-56 list-none">
        <span className="truncate">{present ? present.name : t('views')}</span>
      </summary>
      <div className="panel absolute right-0 z-20 mt-1.5 w-72 bg-overlay p-2 text-[0.8125rem] shadow-overlay max-sm:right-auto max-sm:left-0">
        {views.length === 0 && <p className="px-2 py-1.5 text-muted">{t('none')}</p>}
        <ul className="max-h-72 overflow-y-auto">
          {views.map((view) => (
            <li key={view.id} className="flex items-center gap-1">
              <Link
                href={`/${page}?${view.query}`}
                prefetch={false}
                aria-current={view === present ? 'true' : undefined}
                className="min-w-0 flex-1 truncate rounded-md px-2 py-2 hover:bg-default aria-[current]:font-medium"
                onClick={close}
              >
                {view.name}
              </Link>
              <button
                type="button"
                aria-label={t('forget', { name: view.name })}
                disabled={pending}
                className="button button--ghost button--icon-only button--sm"
                onClick={() => act(() => actions.remove(page, view.id), router.refresh)}
              >
                <X aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <form onSubmit={save} className="mt-2 flex gap-2 border-t border-separator px-2 pt-3 pb-1">
          <input
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={60}
            aria-label={t('name')}
            placeholder={t('name')}
            className="input h-9 min-w-0 flex-1 text-base sm:text-[0.8125rem]"
          />
          <button type="submit" disabled={pending} className="button button--primary button--sm">
            {t('keep')}
          </button>
        </form>
        <ProblemNotice problem={problem} className="mt-2" />
      </div>
    </details>
  );
}
