import { Fragment } from 'react';

/** A mail address or another long word: where it does not fit it breaks behind its `@` and before its dots, not within a name. */
export function Breakable({ text }: { text: string }) {
  let at = 0;
  return text.split(/(?<=@)|(?=[._])/).map((part) => {
    const start = at;
    at += part.length;
    return (
      <Fragment key={start}>
        {start > 0 && <wbr />}
        {part}
      </Fragment>
    );
  });
}
