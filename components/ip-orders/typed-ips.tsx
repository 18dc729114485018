'use client';

import { useState } from 'react';
import { SelectField } from '../ui/field';
import { PRODUCT_LABEL } from './labels';
import type { IpSource, RenewDraft } from './types';

const PRODUCTS = Object.entries(PRODUCT_LABEL).map(([value, label]) => ({ value, label }));

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
  const [text, setText] = useState(draft.ips.join('\n'));
  const odd = draft.ips.find((ip) => !LOOKS_LIKE_IP.test(ip));
  return (
    <>
      {sources.length > 1 && (
        <SelectField
          id="renew-connection"
          label="Connection"
          value={draft.connectionId}
          onChange={(event) => onChange({ ...draft, connectionId: event.target.value })}
          options={sources.map((source) => ({ value: source.id, label: source.name }))}
        />
      )}
      <SelectField
        id="renew-product"
        label="Product"
        value={draft.product}
        onChange={(event) => onChange({ ...draft, product: event.target.value === 'isp' ? 'isp' : 'static' })}
        options={PRODUCTS}
      />
      <div className="flex flex-col gap-1.5">
        <label htmlFor="renew-ips" className="text-[0.8125rem] font-medium">
          IPs
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
          One a line, or with commas between them: {draft.ips.length} so far, at most 500
        </p>
        {error && (
          <p role="alert" className="text-xs font-medium text-danger-soft-foreground wrap-anywhere">
            {odd === undefined ? error : `“${odd}” is no IP address.`}
          </p>
        )}
      </div>
    </>
  );
}
