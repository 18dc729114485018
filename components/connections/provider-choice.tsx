import { useTranslations } from 'next-intl';
import type { ProviderInfo } from '@/lib/connections/types';

/** Which provider to connect. */
export function ProviderChoice({
  catalog,
  value,
  onChange,
}: {
  catalog: readonly ProviderInfo[];
  value: ProviderInfo['id'];
  onChange: (id: ProviderInfo['id']) => void;
}) {
  const t = useTranslations('connections.client');
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t('provider')}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {catalog.map((provider) => (
          <label
            key={provider.id}
            className="flex cursor-pointer gap-2.5 rounded-lg border border-border p-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="provider"
              className="mt-1 self-start accent-accent"
              value={provider.id}
              checked={provider.id === value}
              onChange={() => onChange(provider.id)}
            />
            <span>
              <span className="block font-medium">{provider.name}</span>
              <span className="block text-xs text-muted">{t(`sells.${provider.id}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
