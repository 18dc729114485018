'use client';

import { NextIntlClientProvider, useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { type Locale, localeOfHeader } from '@/lib/core/locales';
import en from '@/messages/en/crash.json';
import ja from '@/messages/ja/crash.json';
import zhCN from '@/messages/zh-CN/crash.json';
import './globals.css';

const WORDS: Record<Locale, typeof en> = { en, 'zh-CN': zhCN, ja };

function Crash({ reset }: { reset: () => void }) {
  const t = useTranslations('crash');
  return (
    <main className="grid min-h-dvh place-items-center">
      <title>{`${t('title')} · Gigatill`}</title>
      <EmptyState
        page
        title={t('title')}
        action={
          <button type="button" className="button button--primary" onClick={reset}>
            {t('again')}
          </button>
        }
      >
        {t('hint')}
      </EmptyState>
    </main>
  );
}

/** When even the frame cannot be made. No server helps here, so the words come along and the browser's language decides. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const locale = typeof navigator === 'undefined' ? 'en' : localeOfHeader(navigator.languages.join(','));
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <NextIntlClientProvider locale={locale} timeZone="UTC" messages={{ crash: WORDS[locale] }}>
          <Crash reset={reset} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
