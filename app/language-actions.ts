'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { currentActor, setPreferences } from '@/lib/auth';

import { publicAction } from '@/lib/boundary/action';
import { isLocale, LOCALES } from '@/lib/core/locales';
import { systemClock } from '@/lib/infra/clock';
import { LOCALE_COOKIE } from './request-language';

const YEAR_SECONDS = 365 * 86_400;

const choose = publicAction.inputSchema(z.object({ locale: z.enum(LOCALES) })).action(async ({ parsedInput }) => {
  // Also as a cookie, so that the sign-in page of this browser greets in the same language.
  (await cookies()).set(LOCALE_COOKIE, parsedInput.locale, { maxAge: YEAR_SECONDS, sameSite: 'lax', path: '/' });
  const actor = await currentActor();
  if (actor) await setPreferences({ actor, now: systemClock }, parsedInput);
});

/** Changes the language: of the signed-in person, or of this browser. Works as the action of a form, without a script, too. */
export async function chooseLanguageAction(form: FormData): Promise<void> {
  const locale = form.get('locale');
  if (isLocale(locale)) await choose({ locale });
}
