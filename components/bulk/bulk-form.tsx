'use client';

import { useRouter } from 'next/navigation';
import { type ChangeEvent, type FormEvent, useState } from 'react';
import { MAX_BULK_ROWS } from '@/lib/bulk/schemas';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';

const MAX_FILE_BYTES = 300_000;

type Check = (draft: { text: string; fileName: string | null }) => Promise<Outcome<{ id: string }>>;

/** The file's text, or why it cannot be taken. */
async function readFile(file: File): Promise<{ text: string } | { problem: string }> {
  if (file.size > MAX_FILE_BYTES) return { problem: `This file is too large: at most ${MAX_BULK_ROWS} rows at once.` };
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first === 0x50 && second === 0x4b) return { problem: 'This is a workbook. Save it as CSV UTF-8 first.' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'This file is not in UTF-8. Save it as CSV UTF-8.' };
  }
}

/** Step one: paste the rows or choose a file. Nothing is ordered by it. */
export function BulkForm({ check }: { check: Check }) {
  const [text, setText] = useState('');
  const [fileName, setFileName] = useState<string | null>(null);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const { act, pending, problem } = useAct();
  const router = useRouter();

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) return;
    const read = await readFile(file);
    setFileProblem('problem' in read ? read.problem : null);
    setFileName('text' in read ? file.name : null);
    if ('text' in read) setText(read.text);
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
          CSV file (optional)
        </label>
        <input
          id="bulk-file"
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
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
          {MAX_BULK_ROWS} rows. The account is the provider’s id, a phone number, a name, or our own number written as
          #12.
        </p>
      </div>
      {fileProblem && (
        <Notice tone="danger" role="alert">
          {fileProblem}
        </Notice>
      )}
      <ProblemNotice problem={problem} />
      <button type="submit" className="button button--primary self-start" disabled={pending || text.trim() === ''}>
        {pending ? 'Checking…' : 'Check the rows'}
      </button>
    </form>
  );
}
