import { useTranslations } from 'next-intl';
import { ScrollBox } from '@/components/ui/scroll-box';
import type { Operation, Parameter } from '@/lib/boundary/openapi';
import { CodeText } from './code-text';
import { Limits } from './limits';
import { schemaText } from './schema-text';

const METHOD_STYLE: Record<string, string> = {
  get: 'text-accent-text',
  post: 'text-foreground',
  patch: 'text-foreground',
  delete: 'text-danger',
};

function ParameterRow({ parameter }: { parameter: Parameter }) {
  return (
    <tr className="border-border border-t align-top">
      <th scope="row" className="py-1.5 pr-4 text-left font-medium font-mono text-xs">
        {parameter.name}
        {parameter.required ? <span className="text-danger"> *</span> : null}
      </th>
      <td className="py-1.5 pr-4 text-ink-soft">{parameter.in}</td>
      <td className="py-1.5 font-mono text-xs">
        {schemaText(parameter.schema)}
        <span className="ms-1.5 font-sans text-ink-soft">
          <Limits schema={parameter.schema} />
        </span>
      </td>
    </tr>
  );
}

function Shape({ title, text }: { title: string; text: string }) {
  return (
    <div className="mt-4">
      <h4 className="mb-1 font-medium">{title}</h4>
      <ScrollBox as="pre" className="overflow-x-auto rounded-lg bg-default p-3 font-mono text-xs">
        {text}
      </ScrollBox>
    </div>
  );
}

/** One operation of the HTTP API, folded to its method, path and summary. */
export function OperationView({ method, path, operation }: { method: string; path: string; operation: Operation }) {
  const t = useTranslations('docs.operation');
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const answer = success && 'description' in success[1] ? success[1].content?.['application/json']?.schema : undefined;
  const body = operation.requestBody?.content['application/json']?.schema;
  const errors = Object.keys(operation.responses).filter((status) => Number(status) >= 400);
  return (
    <details id={operation.operationId} className="panel group px-4 open:pb-4">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-3">
        <span className={`w-14 font-mono font-semibold text-xs uppercase ${METHOD_STYLE[method] ?? ''}`}>{method}</span>
        <span className="break-all font-mono text-sm">{path}</span>
        <span className="text-ink-soft" lang="en">
          {operation.summary}
        </span>
      </summary>
      {operation.description.split('\n\n').map((line) => (
        <p key={line} className="max-w-prose py-1" lang="en">
          <CodeText text={line} />
        </p>
      ))}
      {operation.parameters.length > 0 ? (
        <div className="mt-3 overflow-x-auto">
          <table className="w-full">
            <caption className="mb-1 text-left font-medium">{t('parameters')}</caption>
            <tbody>
              {operation.parameters.map((parameter) => (
                <ParameterRow key={`${parameter.in} ${parameter.name}`} parameter={parameter} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {body ? <Shape title={t('body')} text={schemaText(body)} /> : null}
      <Shape title={t('answer', { status: success?.[0] ?? '' })} text={answer ? schemaText(answer) : t('nothing')} />
      <p className="mt-3 text-ink-soft">{t('errors', { codes: errors.join(', ') })}</p>
    </details>
  );
}
