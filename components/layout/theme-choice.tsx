'use client';

import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useEffect, useState } from 'react';

const CHOICES = [
  { value: 'system', name: 'themeSystem' },
  { value: 'light', name: 'themeLight' },
  { value: 'dark', name: 'themeDark' },
] as const;

/** The three themes to choose from. */
export function ThemeChoice() {
  const t = useTranslations('layout.client');
  const { theme, setTheme } = useTheme();
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('theme')}</legend>
      {CHOICES.map((choice) => (
        <label
          key={choice.value}
          className="flex cursor-pointer items-center gap-2 rounded-lg border border-border px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-soft-foreground has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name="theme"
            className="accent-accent"
            value={choice.value}
            checked={ready && theme === choice.value}
            onChange={() => setTheme(choice.value)}
          />
          {t(choice.name)}
        </label>
      ))}
    </fieldset>
  );
}
