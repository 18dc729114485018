'use server';

import { z } from 'zod';
import { currentActor, setPreferences } from '@/lib/auth';

import { publicAction } from '@/lib/boundary/action';
import { isLocale, LOCALES } from '@/lib/core/locales';
import { systemClock } from '@/lib/infra/clock';
import { keepLocale } from './keep-locale';

const choose = publicAction.inputSchema(z.object({ locale: z.enum(LOCALES) })).action(async ({ parsedInput }) => {
  await keepLocale(parsedInput.locale);
  const actor = await currentActor();
  if (actor) await setPreferences({ actor, now: systemClock }, parsedInput);
});

/** Changes the language: of the signed-in person, or of this browser. Works as the action of a form, without a script, too. */
export async function chooseLanguageAction(form: FormData): Promise<void> {
  const locale = form.get('locale');
  if (isLocale(locale)) await choose({ locale });
}
