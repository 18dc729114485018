'use client';

import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { SearchInput } from '../ui/search-input';

/** One box for everything one may be asked on the phone; `/` puts the cursor into it. */
export function SearchBox() {
  const t = useTranslations('layout.client');
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    function focus(event: KeyboardEvent) {
      const inField =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || inField) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      input.current?.focus();
    }
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);

  return (
    <Form action="/customers" role="search" className="relative w-full max-w-md">
      <SearchInput
        ref={input}
        aria-label={t('findCustomer')}
        placeholder={t('findPlaceholder')}
        autoComplete="off"
        className="sm:pe-9 sm:text-sm"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 rounded border border-border px-1.5 text-[0.6875rem] leading-4 text-muted max-sm:hidden"
      >
        /
      </span>
    </Form>
  );
}
