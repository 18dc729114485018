import 'server-only';
import { createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core';
import type { Locale } from '@/lib/core/locales';
import { type Messages, messagesIn } from './index';

/** `letters`, or one group of it: `letters.alert`. */
export type MessageScope = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

function translator<Scope extends MessageScope>(locale: Locale, namespace: Scope) {
  return createTranslator<Messages, Scope>({
    locale,
    messages: messagesIn(locale),
    namespace,
    // Keys and arguments are proven by the type check and the test of languages; a key in a letter would help nobody.
    onError: (error) => {
      throw error;
    },
  });
}

/** Messages for somebody who is not the reader of a page: `t('subject', { count })` in a letter. */
export function translatorFor<Scope extends MessageScope>(locale: Locale, scope: Scope) {
  return translator(locale, scope);
}
