import { useLocale } from 'next-intl';
import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { type ByteBase, exactBytes, groupDigits } from '../ui/format';
import { Quantity } from '../ui/quantity';
import { rawFigures } from './raw-figures';

/** The base of a record's figures: IPIDEA counts in powers of ten. */
function recordBase(kind: ProviderRecordDto['kind']): ByteBase {
  return kind === 'recharge' || kind === 'consumption' || kind === 'recharge_for_me' ? 1024 : 1000;
}

/** What a record moved, in the provider's own unit; the bytes are on pointing. */
export function RecordAmount({ record }: { record: ProviderRecordDto }) {
  const locale = useLocale();
  if (record.units === null) return <span className="text-muted">–</span>;
  const [figure = '', unit] = record.units.split(' ');
  const signed = figure.startsWith('-') ? `−${groupDigits(figure.slice(1))}` : `+${groupDigits(figure)}`;
  return (
    <span
      className="figures whitespace-nowrap"
      title={record.bytes === null ? undefined : exactBytes(record.bytes, recordBase(record.kind), locale)}
    >
      {Number(figure) === 0 ? groupDigits(figure) : signed} <span className="text-[0.85em] text-muted">{unit}</span>
    </span>
  );
}

/** The balance before and after, where the provider's columns tell it. */
export function RecordBalance({ record }: { record: ProviderRecordDto }) {
  const { balance } = rawFigures(record.raw);
  if (!balance) return <span className="text-muted">–</span>;
  const base = recordBase(record.kind);
  return (
    <span className="whitespace-nowrap">
      <Quantity bytes={balance.before} base={base} /> → <Quantity bytes={balance.after} base={base} />
    </span>
  );
}
