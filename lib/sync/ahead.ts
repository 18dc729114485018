import type { Page } from '@/lib/providers/port';

type TimedPage<Row> = { page: Page<Row>; askedAt: Date };

/**
 * The pages of a list, with the instant at which each was asked for; the next one is on its way while the caller stores
 * the present one.
 */
export async function* readAhead<Row>(pages: AsyncGenerator<Page<Row>>): AsyncGenerator<TimedPage<Row>> {
  const ask = () => {
    const askedAt = new Date();
    const answer = pages.next();
    // Awaited later, or not at all when storing fails first: then nobody may stumble over it.
    answer.catch(() => undefined);
    return { askedAt, answer };
  };
  let next = ask();
  try {
    for (;;) {
      const { askedAt, answer } = next;
      const result = await answer;
      if (result.done) return;
      next = ask();
      yield { page: result.value, askedAt };
    }
  } finally {
    await next.answer.catch(() => undefined);
    await pages.return(undefined);
  }
}
