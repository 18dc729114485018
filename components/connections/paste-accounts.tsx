'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AddAccountsDto } from '@/lib/customers/schemas';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

type Lines = AddAccountsDto['lines'];

/** Each pasted line with its verdict. */
function Verdicts({ lines }: { lines: Lines }) {
  const t = useTranslations('connections.client');
  return (
    <div className="max-h-80 overflow-auto rounded-lg border border-separator">
      <table className="w-full text-sm">
        <caption className="sr-only">{t('pastedLines')}</caption>
        <thead className="sticky top-0 bg-surface text-start text-xs text-muted">
          <tr>
            {(['line', 'account', 'holder', 'customer', 'verdict'] as const).map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-start font-medium">
                {t(`pasteColumns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.no} className="border-t border-separator align-top">
              <td className="figures px-3 py-1.5 text-muted">{line.no}</td>
              <td className="px-3 py-1.5 font-mono text-xs wrap-anywhere">{line.externalId}</td>
              <td className="px-3 py-1.5 wrap-anywhere">{line.externalName}</td>
              <td className="px-3 py-1.5 wrap-anywhere">{line.customerName}</td>
              <td className={`px-3 py-1.5 ${line.problem ? 'font-medium text-danger-soft-foreground' : 'text-muted'}`}>
                {line.problem ?? t('willAdd')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Many accounts at once: paste, look at each line's verdict, add the good ones. */
export function PasteAccounts({
  addAccounts,
}: {
  addAccounts: (text: string, dryRun: boolean) => Promise<Outcome<AddAccountsDto>>;
}) {
  const t = useTranslations('connections.client');
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<Lines | null>(null);
  const [added, setAdded] = useState<number | null>(null);
  const { act, pending, problem } = useAct();
  const good = checked?.filter((line) => line.problem === null).length ?? 0;

  function change(value: string) {
    setText(value);
    setChecked(null);
    setAdded(null);
  }

  function finish(answer: AddAccountsDto) {
    change('');
    setAdded(answer.added);
  }

  return (
    <details className="mt-4">
      <summary className="cursor-pointer text-sm font-medium">{t('pasteMany')}</summary>
      <div className="mt-3 flex flex-col gap-3">
        <label htmlFor="paste-accounts" className="text-xs text-muted">
          {t('pasteHint')}
        </label>
        <textarea
          id="paste-accounts"
          rows={6}
          value={text}
          onChange={(event) => change(event.target.value)}
          placeholder={t('pasteExample')}
          className="textarea textarea--full-width font-mono text-base sm:text-[0.8125rem]"
        />
        {checked && <Verdicts lines={checked} />}
        <div className="flex flex-wrap gap-2">
          <button
            type="button"
            className="button button--outline"
            disabled={pending || text.trim() === ''}
            onClick={() =>
              act(
                () => addAccounts(text, true),
                (answer) => setChecked(answer.lines),
              )
            }
          >
            {t('check')}
          </button>
          {checked && good > 0 && (
            <button
              type="button"
              className="button button--primary"
              disabled={pending}
              onClick={() => act(() => addAccounts(text, false), finish)}
            >
              {t('addCount', { count: good })}
            </button>
          )}
        </div>
        <LiveRegion>
          {pending && <span className="sr-only">{t('checkingLines')}</span>}
          {added !== null && <Notice tone="info">{t('addedCount', { count: added })}</Notice>}
        </LiveRegion>
        <ProblemNotice problem={problem} />
      </div>
    </details>
  );
}
