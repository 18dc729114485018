'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { isLocale, LOCALE_NAMES, LOCALES, type Locale } from '@/lib/core/locales';
import { SelectField } from '../ui/field';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProblemNotice } from '../ui/problem-notice';
import { fieldError, useAct } from '../ui/use-act';

/** Plain `UTC` stands for a browser that has not told its zone. */
const UTC = 'Etc/UTC';

type Preferences = { locale: Locale | null; timeZone: string | null };

/** One's language and time zone; the empty choice follows the browser. */
export function PreferencesForm({
  locale,
  timeZone,
  save,
}: Preferences & { save: (preferences: Preferences) => Promise<Outcome<unknown>> }) {
  const t = useTranslations('settings.client');
  const [saved, setSaved] = useState(false);
  const [zones, setZones] = useState<readonly string[]>(timeZone === null ? [] : [timeZone]);
  const { act, pending, problem } = useAct();
  // Four hundred names that every browser has need not be sent.
  useEffect(() => {
    const known = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');
    setZones([...new Set([UTC, ...(timeZone === null ? [] : [timeZone]), ...known])]);
  }, [timeZone]);
  function send(form: FormData) {
    const chosen = form.get('locale');
    setSaved(false);
    act(
      () => save({ locale: isLocale(chosen) ? chosen : null, timeZone: String(form.get('timeZone')) || null }),
      () => setSaved(true),
    );
  }
  const auto = { value: '', label: t('languageAuto') };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(new FormData(event.currentTarget));
      }}
      className="flex max-w-sm flex-col gap-4"
    >
      <SelectField
        key={`locale-${locale}`}
        id="locale"
        name="locale"
        label={t('language')}
        defaultValue={locale ?? ''}
        options={[auto, ...LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))]}
      />
      <SelectField
        key={`zone-${timeZone}`}
        id="time-zone"
        name="timeZone"
        label={t('zone')}
        hint={t('zoneHint')}
        defaultValue={timeZone ?? ''}
        error={fieldError(problem, 'timeZone')}
        options={[auto, ...zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))]}
      />
      <ProblemNotice problem={problem} shown={['timeZone']} />
      <LiveRegion>{saved && !pending && <Notice>{t('saved')}</Notice>}</LiveRegion>
      <button type="submit" className="button button--primary self-start" disabled={pending}>
        {pending ? t('saving') : t('save')}
      </button>
    </form>
  );
}
