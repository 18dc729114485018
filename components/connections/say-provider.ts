import type { ProviderInfo } from '@/lib/connections/types';

/** A provider's form fields with their labels in the reader's language, which `say` knows. */
export function sayProvider(provider: ProviderInfo, say: (text: string) => string): ProviderInfo {
  const said = <Field extends { label: string }>(fields: readonly Field[]) =>
    fields.map((field) => ({ ...field, label: say(field.label) }));
  return { ...provider, credentials: said(provider.credentials), settings: said(provider.settings) };
}
