import { useTranslations } from 'next-intl';

/** A page's table as a file: `path` answers `?format=csv` and `xlsx`, `query` is the page's own address. */
export function DownloadMenu({ path, query }: { path: string; query: Record<string, string> }) {
  const t = useTranslations('ui');
  const href = (format: string) => `${path}?${new URLSearchParams({ ...query, format })}`;
  const link = 'rounded-md px-3 py-2 hover:bg-default';
  return (
    <details className="relative">
      <summary className="button button--outline list-none">{t('download')}</summary>
      <div className="panel absolute right-0 z-20 mt-1.5 flex w-max flex-col bg-overlay p-1.5 text-[0.8125rem] shadow-overlay max-sm:right-auto max-sm:left-0">
        <a href={href('xlsx')} download className={link}>
          {t('downloadXlsx')}
        </a>
        <a href={href('csv')} download className={link}>
          {t('downloadCsv')}
        </a>
      </div>
    </details>
  );
}
