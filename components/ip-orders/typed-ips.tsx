'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
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
      <div className="flex flex-col gap-1.5">
        <label htmlFor="renew-ips" className="text-[0.8125rem] font-medium">
          {t('form.ips')}
        </label>
        <textarea
          id="renew-ips"
          required
          rows={4}
          spellCheck={false}
          aria-describedby="renew-ips-hint"
          aria-invalid={error ? true : undefined}
          className="textarea textarea--full-width font-mono text-base sm:text-[0.8125rem]"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const ips = event.target.value.split(/[\s,;]+/).filter((ip) => ip !== '');
            onChange({ ...draft, ips: [...new Set(ips)] });
          }}
        />
        <p id="renew-ips-hint" className="text-xs text-muted">
          {t('form.ipsHint', { count: draft.ips.length })}
        </p>
        {error && (
          <p role="alert" className="text-xs font-medium text-danger-soft-foreground wrap-anywhere">
            {odd === undefined ? error : t('form.noIp', { ip: odd })}
          </p>
        )}
      </div>
    </>
  );
}
