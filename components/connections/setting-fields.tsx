import { useTranslations } from 'next-intl';
import type { SettingField } from '@/lib/connections/types';
import { Field, SelectField } from '../ui/field';
import { fieldError, type Problem } from '../ui/use-act';

const CHOICES = ['newest_first', 'oldest_first', 'form', 'json', 'query'] as const;

function choiceOf(field: SettingField, text: string): string | number {
  return field.choices?.find((choice) => String(choice) === text) ?? text;
}

/** The settings of a form, in the types that the server expects; what was left empty is left out. */
export function readSettings(fields: readonly SettingField[], form: FormData): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const field of fields) {
    const text = String(form.get(`settings.${field.name}`) ?? '').trim();
    if (text === '') continue;
    if (field.kind === 'number') settings[field.name] = Number(text);
    else if (field.kind === 'choice') settings[field.name] = choiceOf(field, text);
    else if (field.kind === 'money') {
      const currency = String(form.get(`settings.${field.name}.currency`) ?? '')
        .trim()
        .toUpperCase();
      settings[field.name] = { amount: text.replace(',', '.'), currency };
    } else settings[field.name] = text;
  }
  return settings;
}

function present(values: Record<string, unknown> | undefined, field: SettingField): string {
  const value = values?.[field.name] ?? field.default;
  if (typeof value === 'object' && value !== null && 'amount' in value) return String(value.amount);
  return value === null || value === undefined ? '' : String(value);
}

function currencyOf(values: Record<string, unknown> | undefined, field: SettingField): string {
  const value = values?.[field.name];
  return typeof value === 'object' && value !== null && 'currency' in value ? String(value.currency) : 'USD';
}

/** How to speak to a provider: one field for each of its settings. */
export function SettingFields({
  fields,
  values,
  problem,
}: {
  fields: readonly SettingField[];
  values?: Record<string, unknown>;
  problem: Problem | null;
}) {
  const t = useTranslations('connections.client');
  const choiceText = (choice: string) => {
    const known = CHOICES.find((name) => name === choice);
    return known ? t(`choices.${known}`) : choice;
  };
  return (
    <div className="mt-3 grid gap-4 sm:grid-cols-2">
      {fields.map((field) => {
        const shared = {
          id: `setting-${field.name}`,
          name: `settings.${field.name}`,
          label: field.label,
          defaultValue: present(values, field),
          error: fieldError(problem, `settings.${field.name}`),
        };
        if (field.kind === 'choice') {
          const options = (field.choices ?? []).map((choice) => ({
            value: String(choice),
            label: choiceText(String(choice)),
          }));
          return <SelectField key={field.name} {...shared} options={options} />;
        }
        if (field.kind === 'money') {
          return (
            <div key={field.name} className="grid grid-cols-[1fr_5rem] items-end gap-2">
              <Field {...shared} inputMode="decimal" />
              <Field
                id={`${shared.id}-currency`}
                name={`${shared.name}.currency`}
                label={t('currency')}
                defaultValue={currencyOf(values, field)}
                maxLength={3}
              />
            </div>
          );
        }
        return (
          <Field
            key={field.name}
            {...shared}
            type={field.kind === 'number' ? 'number' : field.kind === 'url' ? 'url' : 'text'}
            min={field.min}
            max={field.max}
          />
        );
      })}
    </div>
  );
}
