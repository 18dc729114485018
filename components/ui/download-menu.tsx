/** A page's table as a file: `path` answers `?format=csv` and `xlsx`, `query` is the page's own address. */
export function DownloadMenu({ path, query }: { path: string; query: Record<string, string> }) {
  const href = (format: string) => `${path}?${new URLSearchParams({ ...query, format })}`;
  const link = 'rounded-md px-3 py-2 hover:bg-default';
  return (
    <details className="relative">
      <summary className="button button--outline list-none">Download</summary>
      <div className="panel absolute right-0 z-20 mt-1.5 flex w-max flex-col bg-overlay p-1.5 text-[0.8125rem] shadow-overlay max-sm:right-auto max-sm:left-0">
        <a href={href('xlsx')} download className={link}>
          Workbook (XLSX)
        </a>
        <a href={href('csv')} download className={link}>
          Text (CSV)
        </a>
      </div>
    </details>
  );
}
