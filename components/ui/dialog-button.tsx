'use client';

import { type ComponentProps, type ReactNode, useState } from 'react';

/**
 * A button that opens a dialog whose code is fetched by `load` when the pointer or the focus comes near. `dialog` gets what
 * closes it.
 */
export function DialogButton({
  load,
  dialog,
  ...button
}: Omit<ComponentProps<'button'>, 'type' | 'onClick' | 'onFocus' | 'onPointerEnter'> & {
  load: () => unknown;
  dialog: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" {...button} onPointerEnter={load} onFocus={load} onClick={() => setOpen(true)} />
      {open && dialog(() => setOpen(false))}
    </>
  );
}
