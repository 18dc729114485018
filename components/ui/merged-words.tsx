'use client';

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl';
import { type ReactNode, useMemo } from 'react';

type Group = Record<string, unknown>;

/** Messages by namespace; inside, by group. */
export type Words = Record<string, Group>;

/** Adds messages to those that the client components inside it already have. */
export function MergedWords({ parts, children }: { parts: readonly Words[]; children: ReactNode }) {
  const locale = useLocale();
  const outer: Words = useMessages();
  const messages = useMemo(() => {
    const merged = { ...outer };
    for (const [namespace, groups] of parts.flatMap((part) => Object.entries(part))) {
      merged[namespace] = { ...merged[namespace], ...groups };
    }
    return merged;
  }, [outer, parts]);
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
