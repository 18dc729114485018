import type { HTMLAttributes } from 'react';

type Props = HTMLAttributes<HTMLElement> & { as?: 'div' | 'section' | 'pre' };

/** A box whose content scrolls: it is reachable by keyboard, as what scrolls has to be. */
export function ScrollBox({ as: Tag = 'div', ...box }: Props) {
  return <Tag tabIndex={0} {...box} />;
}
