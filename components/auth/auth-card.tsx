import type { ReactNode } from 'react';
import { Mark } from '../layout/brand';
import { LanguageSwitch } from '../layout/language-switch';
import { SignInBackdrop } from './sign-in-backdrop';

/** The frame of the pages outside the dashboard: signing in and links from mails. */
export function AuthCard({
  title,
  description,
  chooseLanguage,
  children,
}: {
  title: string;
  description: string;
  chooseLanguage: (form: FormData) => Promise<void>;
  children: ReactNode;
}) {
  return (
    <main className="relative grid min-h-dvh place-items-center overflow-hidden px-4 py-10">
      <SignInBackdrop />
      <div className="panel relative w-full max-w-sm p-6 shadow-overlay sm:p-8">
        <div className="mb-6 flex items-center gap-3">
          <Mark className="size-9 shrink-0" />
          <div className="min-w-0">
            <h1 className="text-lg leading-6 font-semibold tracking-tight">{title}</h1>
            <p className="text-[0.8125rem] text-muted wrap-anywhere">{description}</p>
          </div>
        </div>
        {children}
        <div className="mt-6 flex justify-center">
          <LanguageSwitch choose={chooseLanguage} />
        </div>
      </div>
    </main>
  );
}
