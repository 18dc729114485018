'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AreaField } from '../ui/field';
import { ConnectionField, ProductField } from './choice-fields';
import type { IpSource, RenewDraft } from './types';

const LOOKS_LIKE_IP = /^(\d{1,3}\.){3}\d{1,3}$|^[\da-f:]*:[\da-f:.]*$/i;

/** IPs that no list tells of: typed or pasted, with the product they belong to. */
export function TypedIps({
  draft,
  sources,
  onChange,
  error,
}: {
  draft: RenewDraft;
  sources: readonly IpSource[];
  onChange: (draft: RenewDraft) => void;
  error: string | undefined;
}) {
  const t = useTranslations('ipOrders.client');
  const [text, setText] = useState(draft.ips.join('\n'));
  const odd = draft.ips.find((ip) => !LOOKS_LIKE_IP.test(ip));
  return (
    <>
      <ConnectionField
        id="renew-connection"
        sources={sources}
        value={draft.connectionId}
        onChange={(connectionId) => onChange({ ...draft, connectionId })}
      />
      <ProductField id="renew-product" value={draft.product} onChange={(product) => onChange({ ...draft, product })} />
      <AreaField
        list
        id="renew-ips"
        label={t('form.ips')}
        hint={t('form.ipsHint', { count: draft.ips.length })}
        error={error && odd !== undefined ? t('form.noIp', { ip: odd }) : error}
        required
        rows={4}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const ips = event.target.value.split(/[\s,;]+/).filter((ip) => ip !== '');
          onChange({ ...draft, ips: [...new Set(ips)] });
        }}
      />
    </>
  );
}
