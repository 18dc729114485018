import { MAX_FILE_BYTES } from '@/lib/bulk/types';
import type { Outcome } from '../ui/outcome';

/** Reads a workbook on the server, which guards itself against what strangers pack into one. */
export type ReadWorkbook = (form: FormData) => Promise<Outcome<{ text: string }>>;

/** The rows as text, or why the file cannot be taken: by a name of ours, or in the server's words. */
export type Read = { text: string } | { why: 'lost' | 'tooLarge' | 'notText' } | { message: string };

async function askServer(file: File, readWorkbook: ReadWorkbook): Promise<Read> {
  const form = new FormData();
  form.set('file', file);
  try {
    const outcome = await readWorkbook(form);
    return outcome.ok ? outcome.data : { message: outcome.message };
  } catch {
    return { why: 'lost' };
  }
}

/** Reads a CSV file here, a workbook on the server. */
export async function readFile(file: File, readWorkbook: ReadWorkbook): Promise<Read> {
  if (file.size > MAX_FILE_BYTES) return { why: 'tooLarge' };
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first === 0x50 && second === 0x4b) return askServer(file, readWorkbook);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { why: 'notText' };
  }
}
