import type { Locale } from '@/lib/core/locales';
import { messages as en } from './en';
import { messages as ja } from './ja';
import { messages as zhCN } from './zh-CN';

/** Keys and shape of all messages, as English has them. */
export type Messages = typeof en;

const CATALOGUES: Record<Locale, Messages> = { en, 'zh-CN': zhCN, ja };

/** What the screens say, in one language. For servers only: a browser gets the parts that its page uses. */
export function messagesIn(locale: Locale): Messages {
  return CATALOGUES[locale];
}

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
