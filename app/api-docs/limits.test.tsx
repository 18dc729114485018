import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Schema } from '@/lib/boundary/openapi';
import type { Locale } from '@/lib/core/locales';
import { messagesIn } from '@/messages';
import { Limits } from './limits';

function limits(schema: Schema, locale: Locale = 'en'): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesIn(locale)} timeZone="UTC">
      <Limits schema={schema} />
    </NextIntlClientProvider>,
  );
}

it('writes limits in words', () => {
  expect(limits({ type: 'integer', minimum: 1, maximum: 500, default: 50 })).toBe('1 to 500, default 50');
  expect(limits({ type: 'string', maxLength: 200 })).toBe('0 to 200 characters');
  expect(limits({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })).toBe('');
  expect(limits({ type: 'string', maxLength: 200 }, 'ja')).toBe('0〜200 文字');
});
