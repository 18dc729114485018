'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';

/** Sends its form; while that is under way it says so and cannot be pressed again. */
export function SubmitButton({
  children,
  pendingText,
  variant = 'primary',
  full = false,
  size = 'md',
  ...rest
}: {
  children: ReactNode;
  pendingText?: string;
  variant?: 'primary' | 'outline' | 'danger' | 'ghost';
  full?: boolean;
  size?: 'sm' | 'md';
  name?: string;
  value?: string;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      {...rest}
      disabled={pending}
      className={`button button--${variant} button--${size} ${full ? 'button--full-width' : ''}`}
    >
      {pending ? (pendingText ?? children) : children}
    </button>
  );
}
