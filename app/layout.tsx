import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ThemeProvider } from '@/components/layout/theme-provider';
import { ZoneKeeper } from '@/components/layout/zone-keeper';
import { ZONE_COOKIE } from './request-language';
import './globals.css';

const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('layout');
  return {
    title: { default: 'Gigatill', template: '%s · Gigatill' },
    description: t('motto'),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f9f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0c1114' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [all, locale, messages] = await Promise.all([headers(), getLocale(), getMessages()]);
  const nonce = all.get('x-nonce') ?? undefined;
  return (
    <html lang={locale} className={sans.variable} suppressHydrationWarning>
      <body>
        {/* What every page's client components say; a page adds its own by ClientWords. */}
        <NextIntlClientProvider messages={{ ui: messages.ui, layout: { client: messages.layout.client } }}>
          <ThemeProvider nonce={nonce}>{children}</ThemeProvider>
          <ZoneKeeper cookie={ZONE_COOKIE} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
