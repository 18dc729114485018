'use client';

import { Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';

/** Changes between light and dark. Which sign is shown is decided by the style sheet, so nothing flickers. */
export function ThemeSwitch() {
  const t = useTranslations('layout.client');
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button
      type="button"
      className="button button--ghost button--icon-only"
      aria-label={t('changeTheme')}
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
    >
      <Sun aria-hidden="true" className="hidden in-[.dark]:block" strokeWidth={1.75} />
      <Moon aria-hidden="true" className="in-[.dark]:hidden" strokeWidth={1.75} />
    </button>
  );
}
