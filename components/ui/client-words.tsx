import type { Messages } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { MergedWords, type Words } from './merged-words';

/** A namespace (`orders`), or one group of it (`orders.topUp`). */
type WordsPath = { [N in keyof Messages]: N | `${N}.${keyof Messages[N] & string}` }[keyof Messages];

/** The named parts of all messages. */
function pickWords(messages: Words, paths: readonly WordsPath[]): Words[] {
  return paths.map((path) => {
    const [namespace = '', group] = path.split('.');
    const all = messages[namespace] ?? {};
    return { [namespace]: group === undefined ? all : { [group]: all[group] } };
  });
}

/**
 * Gives the client components inside it the messages that they use, and no more: what a page does not name stays on the
 * server. The test `bin/test/languages.test.ts` tells which names a page lacks.
 */
export async function ClientWords({ of, children }: { of: readonly WordsPath[]; children: ReactNode }) {
  return <MergedWords parts={pickWords(await getMessages(), of)}>{children}</MergedWords>;
}
