'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, type FormEvent, useState, useTransition } from 'react';
import { MAX_BULK_ROWS } from '@/lib/bulk/types';
import { AreaField } from '../ui/field';
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
  const t = useTranslations('bulk.client');
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
      setFileName('text' in read ? file.name : null);
      if ('text' in read) {
        setText(read.text);
        setFileProblem(null);
      } else setFileProblem('why' in read ? t(`file.${read.why}`, { count: MAX_BULK_ROWS }) : read.message);
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
          {t('form.file')}
        </label>
        <input
          id="bulk-file"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={choose}
          className="max-w-full text-[0.8125rem] text-muted file:me-3 file:cursor-pointer file:rounded-lg file:border file:border-border file:bg-surface file:px-3 file:py-2 file:text-foreground"
        />
      </div>
      <AreaField
        list
        id="bulk-text"
        label={t('form.rows')}
        hint={t('form.hint', { count: MAX_BULK_ROWS })}
        rows={10}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t('form.example')}
      />
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
        {reading ? t('form.reading') : pending ? t('form.checking') : t('form.check')}
      </button>
    </form>
  );
}
