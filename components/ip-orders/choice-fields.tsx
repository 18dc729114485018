'use client';

import { useTranslations } from 'next-intl';
import { SelectField } from '../ui/field';
import type { Duration, IpSource, Product } from './types';

const PRODUCTS: readonly Product[] = ['isp', 'static'];
const DURATIONS: readonly Duration[] = ['week', 'month', 'quarter'];

/** Which connection; nothing where there is but one. */
export function ConnectionField({
  id,
  sources,
  value,
  onChange,
}: {
  id: string;
  sources: readonly IpSource[];
  value: string;
  onChange: (connectionId: string) => void;
}) {
  const t = useTranslations('ipOrders.client');
  if (sources.length < 2) return null;
  return (
    <SelectField
      id={id}
      label={t('form.connection')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={sources.map((source) => ({ value: source.id, label: source.name }))}
    />
  );
}

/** ISP or static IPs. */
export function ProductField({
  id,
  value,
  onChange,
}: {
  id: string;
  value: Product;
  onChange: (product: Product) => void;
}) {
  const t = useTranslations('ipOrders.client');
  return (
    <SelectField
      id={id}
      label={t('form.product')}
      value={value}
      onChange={(event) => onChange(PRODUCTS.find((product) => product === event.target.value) ?? 'isp')}
      options={PRODUCTS.map((product) => ({ value: product, label: t(`product.${product}`) }))}
    />
  );
}

/** For how long. */
export function DurationField({
  id,
  label,
  value,
  onChange,
  first = false,
}: {
  id: string;
  label: string;
  value: Duration;
  onChange: (duration: Duration) => void;
  /** Has the focus when the dialog opens. */
  first?: boolean;
}) {
  const t = useTranslations('ipOrders.client');
  return (
    <SelectField
      id={id}
      label={label}
      data-first={first || undefined}
      value={value}
      onChange={(event) => onChange(DURATIONS.find((duration) => duration === event.target.value) ?? 'month')}
      options={DURATIONS.map((duration) => ({ value: duration, label: t(`duration.${duration}`) }))}
    />
  );
}
