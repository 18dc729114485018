'use client';

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
  return (
    <div className="max-h-80 overflow-auto rounded-lg border border-separator">
      <table className="w-full text-sm">
        <caption className="sr-only">Pasted lines and what is wrong with them</caption>
        <thead className="sticky top-0 bg-surface text-start text-xs text-muted">
          <tr>
            {['Line', 'Account', 'Holder', 'Customer', 'Verdict'].map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-start font-medium">
                {name}
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
                {line.problem ?? 'Will be added'}
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
      <summary className="cursor-pointer text-sm font-medium">Paste many accounts</summary>
      <div className="mt-3 flex flex-col gap-3">
        <label htmlFor="paste-accounts" className="text-xs text-muted">
          One account a line: phone number or share group, then if you like its holder and a customer (number, e-mail or
          name), apart by tabs, semicolons or commas.
        </label>
        <textarea
          id="paste-accounts"
          rows={6}
          value={text}
          onChange={(event) => change(event.target.value)}
          placeholder={'09012345678; Truck 7; Sakura Rental\nAAA0_00000000001'}
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
            Check
          </button>
          {checked && good > 0 && (
            <button
              type="button"
              className="button button--primary"
              disabled={pending}
              onClick={() => act(() => addAccounts(text, false), finish)}
            >
              Add {good} {good === 1 ? 'account' : 'accounts'}
            </button>
          )}
        </div>
        <LiveRegion>
          {pending && <span className="sr-only">Checking the lines</span>}
          {added !== null && <Notice tone="info">{added} accounts were added.</Notice>}
        </LiveRegion>
        <ProblemNotice problem={problem} />
      </div>
    </details>
  );
}
