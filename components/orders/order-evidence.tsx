import { useTranslations } from 'next-intl';
import type { Evidence } from '@/lib/orders/schemas';
import { Facts } from '../ui/facts';
import { Quantity } from '../ui/quantity';
import { ExactTime } from '../ui/relative-time';
import { ProviderWords } from '../ui/said';

/** What a person wrote stays as it is. */
function EvidenceNote({ evidence: { kind, note } }: { evidence: Evidence }) {
  return kind === 'manual' ? note : <ProviderWords text={note} />;
}

/** Why an order that had no clear answer was settled as it was. */
export function OrderEvidence({ evidence }: { evidence: Evidence }) {
  const t = useTranslations('orders.evidence');
  const residual = evidence.residualBefore !== null || evidence.residualAfter !== null;
  return (
    <Facts
      items={[
        { label: t('proof'), value: t(`kind.${evidence.kind}`) },
        { label: t('found'), value: <ExactTime at={evidence.at} /> },
        ...(evidence.note === '' ? [] : [{ label: t('note'), value: <EvidenceNote evidence={evidence} /> }]),
        ...(residual
          ? [
              {
                label: t('residual'),
                value: (
                  <>
                    <Quantity bytes={evidence.residualBefore} /> → <Quantity bytes={evidence.residualAfter} />
                  </>
                ),
              },
            ]
          : []),
        ...(evidence.recordIds.length > 0 ? [{ label: t('records'), value: evidence.recordIds.join(', ') }] : []),
      ]}
    />
  );
}
