'use client';

import { useRouter } from 'next/navigation';
import { type ChangeEvent, type FormEvent, useState, useTransition } from 'react';
import { MAX_BULK_ROWS } from '@/lib/bulk/schemas';
import { groupDigits } from '../ui/format';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import { type ReadWorkbook, readFile } from './read-file';

type Check = (draft: { text: string; fileName: string | null }) => Promise<Outcome<{ id: string }>>;

/** Step one: paste the rows or choose a file. Nothing is ordered by it. */
export function BulkForm({
  check,
  readWorkbook,
  initial = '',
}: {
  check: Check;
  readWorkbook: ReadWorkbook;
  /** Rows to begin with, e.g. of customers ticked in a list. */
  initial?: string;
}) {
  const [text, setText] = useState(initial);
  const [fileName, setFileName] = useState<string | null>(null);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const [reading, startReading] = useTransition();
  const { act, pending, problem } = useAct();
  const router = useRouter();

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) return;
    startReading(async () => {
      const read = await readFile(file, readWorkbook);
      setFileProblem('problem' in read ? read.problem : null);
      setFileName('text' in read ? file.name : null);
      if ('text' in read) setText(read.text);
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    act(
      () => check({ text, fileName }),
      ({ id }) => router.push(`/orders/bulk/${id}`),
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <label htmlFor="bulk-file" className="label text-[0.8125rem] font-medium">
          CSV or Excel file (optional)
        </label>
        <input
          id="bulk-file"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={choose}
          className="max-w-full text-[0.8125rem] text-muted file:me-3 file:cursor-pointer file:rounded-lg file:border file:border-border file:bg-surface file:px-3 file:py-2 file:text-foreground"
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <label htmlFor="bulk-text" className="label text-[0.8125rem] font-medium">
          Rows
        </label>
        <textarea
          id="bulk-text"
          rows={10}
          required
          value={text}
          spellCheck={false}
          aria-describedby="bulk-text-hint"
          onChange={(event) => setText(event.target.value)}
          placeholder={'10023\t20\tNovember\n09012345678\t0.5'}
          className="textarea textarea--full-width font-mono text-base sm:text-[0.8125rem]"
        />
        <p id="bulk-text-hint" className="text-xs text-muted">
          One top-up a row: account, GB and, if you like, a note, apart by tabs, semicolons or commas; up to{' '}
          {groupDigits(String(MAX_BULK_ROWS))} rows. The account is the provider’s id, a phone number, a name, or our
          own number written as #12. Of a workbook the first sheet is read; keep phone numbers as text there, so that
          they keep their zeros.
        </p>
      </div>
      {fileProblem && (
        <Notice tone="danger" role="alert">
          {fileProblem}
        </Notice>
      )}
      <ProblemNotice problem={problem} />
      <button
        type="submit"
        className="button button--primary self-start"
        disabled={pending || reading || text.trim() === ''}
      >
        {reading ? 'Reading…' : pending ? 'Checking…' : 'Check the rows'}
      </button>
    </form>
  );
}
