'use client';

import { type ReactNode, useState } from 'react';
import type { Outcome } from '../ui/outcome';
import { type Confirm, ConfirmDialog } from './use-confirmed-act';

type Ask = { answer: (confirmed: boolean) => void };

/**
 * For acts with steps of their own: `guard(run)` runs, asks for the password where that is wanted, and runs once more.
 * Closed without a password, it gives what was said first. `dialog` belongs outside of the form.
 */
export function useConfirmation(confirm: Confirm): {
  guard: <Data>(run: () => Promise<Outcome<Data>>) => Promise<Outcome<Data>>;
  dialog: ReactNode;
} {
  const [ask, setAsk] = useState<Ask | null>(null);

  async function guard<Data>(run: () => Promise<Outcome<Data>>): Promise<Outcome<Data>> {
    const outcome = await run();
    if (outcome.ok || outcome.code !== 'confirmation_needed') return outcome;
    const confirmed = await new Promise<boolean>((resolve) => setAsk({ answer: resolve }));
    setAsk(null);
    return confirmed ? run() : outcome;
  }

  const dialog = ask && (
    <ConfirmDialog confirm={confirm} onClose={() => ask.answer(false)} done={() => ask.answer(true)} />
  );
  return { guard, dialog };
}
