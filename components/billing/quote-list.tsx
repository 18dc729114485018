import { useTranslations } from 'next-intl';
import type { QuoteDto } from '@/lib/billing/price-schemas';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { PriceSteps } from './price-tables';

function Why({ quote }: { quote: QuoteDto }) {
  const t = useTranslations('billing.quote');
  if (quote.payer === null) return <p className="text-muted">{t('nobody')}</p>;
  const { row } = quote;
  if (!row) return <p className="text-muted">{t('noPrice')}</p>;
  const whose = row.customer ? t('ofCustomer') : row.agent ? t('ofAgent', { name: row.agent.name }) : t('ofAll');
  return (
    <>
      <p className="text-muted">
        {t.rich(row.connection ? 'whyHere' : 'why', {
          whose,
          time: () => <ExactTime at={row.validFrom} />,
        })}
      </p>
      {quote.monthGb !== null && (
        <p className="text-muted">
          {t('month', { before: groupDigits(quote.monthGb), gb: groupDigits(quote.amountGb) })}
        </p>
      )}
      <PriceSteps price={row} />
    </>
  );
}

/** What an order would cost at each connection, and which price says so. */
export function QuoteList({ quotes }: { quotes: readonly QuoteDto[] }) {
  const t = useTranslations('billing.quote');
  return (
    <ul className="flex flex-col gap-4 text-[0.8125rem]">
      {quotes.map((quote) => (
        <li key={quote.connectionId} className="flex flex-col gap-0.5">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <bdi className="font-medium">
              {t('at', { gb: groupDigits(quote.amountGb), connection: quote.connectionName })}
            </bdi>
            {quote.price && (
              <span>
                <Money money={quote.price} className="font-medium" />
                <span className="ms-2 text-xs text-muted">
                  {t.rich('each', { price: () => <Money money={quote.pricePerGb} /> })}
                </span>
              </span>
            )}
          </p>
          <Why quote={quote} />
          {quote.payer && <p className="text-muted">{t('payer', { name: quote.payer })}</p>}
        </li>
      ))}
    </ul>
  );
}
