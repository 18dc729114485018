import { forgetAnswers } from '@/lib/usage/answers';

/** Worked out anew each time: what a process keeps of answers (ADR 14) is a line of its own. */
export function afresh(read: () => Promise<unknown>): () => Promise<unknown> {
  return () => {
    forgetAnswers();
    return read();
  };
}
