'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Notice } from './notice';

/** A secret that is shown this once, ready to be copied. */
export function SecretOnce({ label, secret }: { label: string; secret: string }) {
  const t = useTranslations('ui');
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // Without the right to the clipboard the text can still be selected.
      setCopied(false);
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <div>
        <p id="secret-label" className="mb-1.5 text-[0.8125rem] font-medium">
          {label}
        </p>
        <div className="flex items-center gap-2">
          <output
            aria-labelledby="secret-label"
            className="min-w-0 grow rounded-lg border border-border bg-surface-secondary px-3 py-2 font-mono text-[0.8125rem] wrap-anywhere select-all"
          >
            {secret}
          </output>
          <button type="button" className="button button--outline shrink-0" onClick={copy}>
            {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            {copied ? t('copied') : t('copy')}
          </button>
        </div>
      </div>
      <Notice tone="warning">{t('shownOnce')}</Notice>
    </div>
  );
}
