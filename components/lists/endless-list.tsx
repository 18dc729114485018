'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useRef } from 'react';
import { RowsContext } from './rows-context';
import { useRowChunks } from './use-row-chunks';
import { useRowLinks } from './use-row-links';

type Props = {
  /** Tells the list from others of its page. */
  name: string;
  /** The address of what is shown: another one is another list, begun anew. */
  list: string;
  /** Where the list begins, when this is not its beginning. */
  first: string | null;
  next: string | null;
  /** Rows of the first page, which are in `children`: a table or list whose rows stand in a `data-rows`. */
  count: number;
  children: ReactNode;
};

/**
 * A list that goes on while it is scrolled: what comes next is taken from the page that the link to it leads to, and rows far
 * from the screen are left out of the page. Without JavaScript the links replace the page.
 */
export function EndlessList(props: Props) {
  return <Endless key={props.list} {...props} />;
}

function Endless({ name, list, first, next: serverNext, count, children }: Props) {
  const t = useTranslations('lists.client');
  const words = useTranslations('ui');
  const root = useRef<HTMLDivElement>(null);
  const { chunks, state } = useRowChunks(root, { name, list, next: serverNext, count, children });
  useRowLinks(root, chunks);
  const { loaded, next, busy, failed, version } = state;
  const context = useMemo(
    () => ({
      version,
      rows: () => chunks.current?.strip.rows() ?? [],
      neighbour: (element: Element | null, step: number) => {
        const row = chunks.current?.strip.neighbour(element, step) ?? null;
        if (row === null) chunks.current?.follow();
        return row;
      },
    }),
    [version, chunks],
  );
  const alone = first === null && next === null && loaded === count;
  const said = failed
    ? t('failed')
    : busy
      ? t('loading')
      : next === null
        ? t('end', { count: loaded })
        : words('shown', { count: loaded });
  return (
    <div ref={root} data-list={name} className="[overflow-anchor:none]">
      <RowsContext value={context}>{children}</RowsContext>
      <p role="status" className="sr-only">
        {failed ? said : loaded > count && !busy && (next === null ? said : t('loaded', { count: loaded }))}
      </p>
      {!alone && (
        <nav
          aria-label={words('pages')}
          className="flex min-h-12 items-center justify-between gap-3 border-t border-separator px-4 py-2.5 sm:px-5"
        >
          <p className={`flex items-center gap-2 text-xs ${failed ? 'text-danger' : 'text-muted'}`}>
            {busy && <span aria-hidden="true" className="bone size-2 rounded-full bg-accent" />}
            {said}
          </p>
          <div className="flex gap-2">
            {first !== null && (
              <Link href={first} prefetch={false} className="button button--outline button--sm">
                {words('firstPage')}
              </Link>
            )}
            {failed ? (
              <button
                type="button"
                className="button button--outline button--sm"
                onClick={() => chunks.current?.retry()}
              >
                {t('again')}
              </button>
            ) : (
              next !== null && (
                <a
                  href={next}
                  rel="next"
                  className="button button--outline button--sm"
                  onClick={(event) => {
                    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                    event.preventDefault();
                    chunks.current?.more((row) => row?.querySelector<HTMLElement>('a, summary')?.focus());
                  }}
                >
                  {t('next', { count })}
                </a>
              )
            )}
          </div>
        </nav>
      )}
    </div>
  );
}
