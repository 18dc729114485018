'use client';

import { type ReactNode, useRef } from 'react';

/** A menu of links that closes when one is followed or Escape is pressed; the focus stays with its button. Works without script, too. */
export function ClosingMenu({
  summary,
  className,
  children,
}: {
  summary: ReactNode;
  className: string;
  children: ReactNode;
}) {
  const menu = useRef<HTMLDetailsElement>(null);
  const button = useRef<HTMLElement>(null);
  const close = () => {
    if (!menu.current?.open) return;
    menu.current.open = false;
    button.current?.focus();
  };
  return (
    <details
      ref={menu}
      className={className}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a')) close();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <summary ref={button} className="button button--outline list-none font-normal">
        {summary}
      </summary>
      {children}
    </details>
  );
}
