import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ByteBase } from '../ui/format';
import { Quantity } from '../ui/quantity';
import { SortableTable } from '../ui/sortable-table';

export type GroupTotal = {
  key: string;
  label: string;
  href: string | null;
  /** Class of the colour that the chart gives it. */
  colour: string;
  uploadBytes: number | null;
  downloadBytes: number | null;
  totalBytes: number;
};

function partText(bytes: number, all: number): string {
  if (all <= 0) return '–';
  const part = (bytes / all) * 100;
  return part > 0 && part < 0.1 ? '< 0.1 %' : `${part.toFixed(1)} %`;
}

/** The sums of the range by group, largest first, each with its part of the whole. */
export function GroupTable({ groups, base }: { groups: readonly GroupTotal[]; base: ByteBase }) {
  const t = useTranslations('usage.table');
  const all = groups.reduce((sum, group) => sum + group.totalBytes, 0);
  return (
    <SortableTable
      caption={t('caption')}
      initial={{ key: 'total', down: true }}
      columns={[
        { key: 'name', label: t('name') },
        { key: 'download', label: t('download'), align: 'right', hideBelow: 'md' },
        { key: 'upload', label: t('upload'), align: 'right', hideBelow: 'md' },
        { key: 'total', label: t('total'), align: 'right' },
        { key: 'part', label: t('part'), align: 'right' },
      ]}
      rows={groups.map((group) => ({
        key: group.key,
        sort: {
          name: group.label,
          download: group.downloadBytes,
          upload: group.uploadBytes,
          total: group.totalBytes,
          part: group.totalBytes,
        },
        cells: {
          name: (
            <span className="flex min-w-0 items-center gap-2.5">
              <span aria-hidden="true" className={`chart-key size-2.5 shrink-0 rounded-[3px] ${group.colour}`} />
              {group.href ? (
                <Link href={group.href} prefetch={false} className="link wrap-anywhere">
                  {group.label}
                </Link>
              ) : (
                <span className="wrap-anywhere">{group.label}</span>
              )}
            </span>
          ),
          download: <Quantity bytes={group.downloadBytes} base={base} />,
          upload: <Quantity bytes={group.uploadBytes} base={base} />,
          total: <Quantity bytes={group.totalBytes} base={base} className="font-medium" />,
          part: <span className="figures whitespace-nowrap">{partText(group.totalBytes, all)}</span>,
        },
      }))}
    />
  );
}
