import type { Section } from '@/lib/disputes/types';
import { Facts } from '../ui/facts';
import { Panel } from '../ui/panel';

/** A day or an instant stays in one line. */
const DATE = /^\d{4}-\d\d-\d\d/;

function Table({ title, heads, rows }: { title: string; heads: readonly string[]; rows: readonly string[][] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-[0.8125rem]">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="border-b border-separator text-xs text-muted">
            {heads.map((head) => (
              <th key={head} scope="col" className="py-2 pe-4 text-left font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join('|')} className="border-b border-separator align-top last:border-0">
              {cells.map((cell, i) => (
                <td
                  key={heads[i]}
                  className={`figures py-2 pe-4 last:pe-0 last:break-normal last:wrap-anywhere ${DATE.test(cell) ? 'whitespace-nowrap' : 'break-keep wrap-break-word'}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A dispute pack, section by section. */
export function PackSections({ sections }: { sections: readonly Section[] }) {
  const shown = sections.filter((part) => !('facts' in part) || part.facts.length > 0);
  return (
    <div className="flex flex-col gap-4">
      {shown.map((part) => (
        <Panel key={part.title} title={part.title}>
          {'facts' in part ? (
            <Facts items={part.facts.map(([label, value]) => ({ label, value }))} />
          ) : part.rows.length === 0 ? (
            <p className="text-muted">{part.none}</p>
          ) : (
            <Table title={part.title} heads={part.heads} rows={part.rows} />
          )}
        </Panel>
      ))}
    </div>
  );
}
