'use client';

import { useEffect, useRef, useState } from 'react';
import { serverAnswers } from '../ui/use-refresh';

const LOOK_MS = 20_000;
const LOOK_AGAIN_MS = 2_500;
const SHOW_BACK_MS = 5_000;
/** Longer than this out of sight, and the page is shown anew. */
const STALE_MS = 60_000;

/** `since`: the last time that the server was known to answer. */
export type Connection = { state: 'here' | 'back' } | { state: 'away'; since: Date };

/** Whether the server answers, looked at now and then while somebody looks at the page. `onBack` is called when it does again, or
 * when the page was out of sight for long. */
export function useConnection(onBack: () => void): Connection {
  const [connection, setConnection] = useState<Connection>({ state: 'here' });
  const back = useRef(onBack);
  back.current = onBack;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let misses = 0;
    let away = false;
    let answeredAt = new Date();
    let hiddenAt = 0;

    const again = (ms: number) => {
      clearTimeout(timer);
      if (!ended) timer = setTimeout(look, ms);
    };
    const lose = () => {
      away = true;
      setConnection({ state: 'away', since: answeredAt });
    };
    const find = () => {
      away = false;
      setConnection({ state: 'back' });
      setTimeout(() => !ended && !away && setConnection({ state: 'here' }), SHOW_BACK_MS);
      back.current();
    };
    async function look() {
      if (document.visibilityState !== 'visible') return again(LOOK_MS);
      const answered = navigator.onLine && (await serverAnswers());
      if (ended) return;
      if (answered) {
        misses = 0;
        answeredAt = new Date();
        if (away) find();
      } else {
        misses += 1;
        // One lost answer is no news; a browser that is offline is.
        if (!away && (misses > 1 || !navigator.onLine)) lose();
      }
      again(away || misses > 0 ? LOOK_AGAIN_MS : LOOK_MS);
    }
    const seen = () => {
      if (document.visibilityState !== 'visible') {
        hiddenAt = Date.now();
        return;
      }
      if (hiddenAt > 0 && Date.now() - hiddenAt > STALE_MS) back.current();
      again(0);
    };
    const lookNow = () => again(0);

    // It may have been lost before anybody listened.
    again(navigator.onLine ? LOOK_MS : 0);
    window.addEventListener('offline', lookNow);
    window.addEventListener('online', lookNow);
    document.addEventListener('visibilitychange', seen);
    return () => {
      ended = true;
      clearTimeout(timer);
      window.removeEventListener('offline', lookNow);
      window.removeEventListener('online', lookNow);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);

  return connection;
}
