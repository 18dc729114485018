import type { Evidence } from '@/lib/orders/schemas';
import { Facts } from '../ui/facts';
import { Quantity } from '../ui/quantity';
import { ExactTime } from '../ui/relative-time';

const KINDS: Record<Evidence['kind'], string> = {
  duplicate_answer: 'The provider said that it had done this before',
  record: 'A line of the provider’s own list',
  no_record: 'No such line in the provider’s own list',
  not_sent: 'Nothing was sent',
  repeated_refusal: 'The provider refused it each time',
  manual: 'Settled by hand',
};

/** Why an order that had no clear answer was settled as it was. */
export function OrderEvidence({ evidence }: { evidence: Evidence }) {
  const residual = evidence.residualBefore !== null || evidence.residualAfter !== null;
  return (
    <Facts
      items={[
        { label: 'Proof', value: KINDS[evidence.kind] },
        { label: 'Found', value: <ExactTime at={evidence.at} /> },
        ...(evidence.note === '' ? [] : [{ label: 'Note', value: evidence.note }]),
        ...(residual
          ? [
              {
                label: 'Residual',
                value: (
                  <>
                    <Quantity bytes={evidence.residualBefore} /> → <Quantity bytes={evidence.residualAfter} />
                  </>
                ),
              },
            ]
          : []),
        ...(evidence.recordIds.length > 0 ? [{ label: 'Records', value: evidence.recordIds.join(', ') }] : []),
      ]}
    />
  );
}
