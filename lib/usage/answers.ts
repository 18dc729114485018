import { LRUCache } from 'lru-cache';
import { Prisma } from '@/lib/infra/db';
import { queryPrepared } from '@/lib/infra/prepared';
import { hasReplica } from '@/lib/infra/replica';
import type { UsageDailyDto } from './schemas';

/** An answer; its JSON is made when it is first asked for. */
export class Answer {
  readonly usage: UsageDailyDto;
  #text: string | undefined;

  constructor(usage: UsageDailyDto) {
    this.usage = usage;
    for (const row of usage.data) Object.freeze(row);
    Object.freeze(usage.data);
    Object.freeze(usage.gaps);
  }

  text(): string {
    this.#text ??= JSON.stringify(this.usage);
    return this.#text;
  }
}

/** Of one process. */
const MOST_BYTES = 8_000_000;
/** A row with its JSON, roughly. */
const BYTES_A_ROW = 450;
const LARGEST_BYTES = 2_000_000;

const kept = new LRUCache<string, { stamp: string; answer: Answer }>({
  maxSize: MOST_BYTES,
  maxEntrySize: LARGEST_BYTES,
  sizeCalculation: ({ answer }, question) =>
    question.length + 1_000 + BYTES_A_ROW * (answer.usage.data.length + answer.usage.gaps.length),
});

/** The next question is worked out anew, whatever was asked before: for measurements of that work. */
export function forgetAnswers(): void {
  kept.clear();
}

/** What all figures, names and readings are at this moment; null where nothing was read yet. */
async function presentStamp(): Promise<string | null> {
  const [row] = await queryPrepared<{ stamp: string | null }>(
    Prisma.sql`SELECT string_agg(connection_id || ' ' || stamp, ',' ORDER BY connection_id) AS stamp FROM usage_version`,
  );
  return row?.stamp ?? null;
}

/** An answer says what should have been read by now, and a provider's day begins on some quarter of an hour. */
const QUARTER_MS = 900_000;

/**
 * The answer to a question, which names everything that it depends on besides the data and the time. It is kept, and given
 * again only while the database says that nothing it could be made of has changed (the stamps of usage_version: see the
 * migration usage_stamps), so it is never out of date. The stamp is read before the figures: what changes in between makes the
 * answer newer than its stamp, never older. With a replica, which may lag behind the stamp, nothing is kept.
 */
export async function answerOf(question: string, now: Date, workOut: () => Promise<UsageDailyDto>): Promise<Answer> {
  const stamp = hasReplica() ? null : await presentStamp();
  if (stamp === null) return new Answer(await workOut());
  const key = `${Math.floor(now.getTime() / QUARTER_MS)}|${question}`;
  const known = kept.get(key);
  if (known?.stamp === stamp) return known.answer;
  const answer = new Answer(await workOut());
  kept.set(key, { stamp, answer });
  return answer;
}
