'use client';

import { useActionState } from 'react';
import type { DisputeLinkDto } from '@/lib/disputes/types';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { Panel } from '../ui/panel';
import { ExactTime } from '../ui/relative-time';
import { SecretOnce } from '../ui/secret-once';
import { SubmitButton } from '../ui/submit-button';

/** A new link's address, or null where one was closed. */
export type DisputeLinkAction = (
  before: Outcome<{ url: string | null }> | null,
  form: FormData,
) => Promise<Outcome<{ url: string | null }>>;

/** The proof of an order to hand out: as a document, or as a link that opens without sign-in. */
export function DisputePanel({
  orderId,
  links,
  action,
}: {
  orderId: string;
  links: readonly DisputeLinkDto[];
  /** Null for who may only read. */
  action: DisputeLinkAction | null;
}) {
  return (
    <Panel
      title="Dispute pack"
      description="Everything that proves this order, to hand out. A link opens without sign-in for 14 days and shows no internals."
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          <a href={`/orders/${orderId}/dispute.pdf`} className="button button--outline" download>
            Download PDF
          </a>
        </div>
        {action && <Links orderId={orderId} links={links} action={action} />}
      </div>
    </Panel>
  );
}

function Links({
  orderId,
  links,
  action,
}: {
  orderId: string;
  links: readonly DisputeLinkDto[];
  action: DisputeLinkAction;
}) {
  const [state, send] = useActionState(action, null);
  return (
    <>
      <form action={send}>
        <input type="hidden" name="orderId" value={orderId} />
        <SubmitButton variant="outline" pendingText="Making…">
          Make a link
        </SubmitButton>
      </form>
      <LiveRegion>
        {state && !state.ok && <Notice tone="danger">{state.message}</Notice>}
        {state?.ok && state.data.url !== null && <SecretOnce label="Link to this pack" secret={state.data.url} />}
      </LiveRegion>
      {links.length > 0 && (
        <ul className="divide-y divide-separator border-t border-separator">
          {links.map((link) => (
            <li key={link.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5 text-[0.8125rem]">
              <span>
                By {link.createdBy}, until <ExactTime at={link.expiresAt} />
              </span>
              <form action={send}>
                <input type="hidden" name="orderId" value={orderId} />
                <input type="hidden" name="revoke" value={link.id} />
                <SubmitButton variant="outline" size="sm" pendingText="Closing…">
                  Close link
                </SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
