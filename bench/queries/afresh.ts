import { forgetAnswers } from '@/lib/usage/answers';

/** Has a question worked out anew each time. Answers that a process keeps (ADR 14) are measured by lines of their own. */
export function afresh(read: () => Promise<unknown>): () => Promise<unknown> {
  return () => {
    forgetAnswers();
    return read();
  };
}
