import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { PROBLEM_TITLES } from '@/lib/boundary/problem';
import { ERROR_STATUS } from '@/lib/core/errors';
import { apiDocument } from '../api/v1/endpoints';
import { CodeText } from './code-text';
import { OperationView } from './operation';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs.page');
  return { title: t('title') };
}

const BASE = '/api/v1';
const KEY = 'Authorization: Bearer KEY';

function ErrorCodes() {
  const t = useTranslations('docs.page');
  return (
    <section aria-labelledby="errors" className="mt-10">
      <h2 id="errors" className="mb-3 font-semibold text-lg">
        {t('errorCodes')}
      </h2>
      <dl className="panel divide-y divide-border">
        {Object.entries(PROBLEM_TITLES).map(([code, title]) => (
          <div key={code} id={code} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[14rem_4rem_1fr]">
            <dt className="font-mono text-xs">{code}</dt>
            <dd className="figures text-ink-soft">{Reflect.get(ERROR_STATUS, code)}</dd>
            <dd lang="en">{title}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The HTTP API as its own OpenAPI document tells it. */
export default function ApiDocsPage() {
  const t = useTranslations('docs.page');
  const { info, paths, tags } = apiDocument();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return (
    <main className="mx-auto max-w-4xl px-4 py-10">
      <h1 className="font-semibold text-2xl">{t('heading', { name: info.title })}</h1>
      <p className="mt-2 max-w-prose text-ink-soft" lang="en">
        <CodeText text={info.description} />
      </p>
      <p className="mt-2">
        {t.rich('access', {
          base: () => <code className="font-mono text-xs">{BASE}</code>,
          key: () => <code className="font-mono text-xs">{KEY}</code>,
          json: (text) => (
            <a className="link" href="/api/v1/openapi.json">
              {text}
            </a>
          ),
        })}
      </p>
      {tags.map(({ name }) => (
        <section key={name} aria-label={name} className="mt-10">
          <h2 className="mb-3 font-semibold text-lg">{name}</h2>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
            {operations
              .filter(({ operation }) => operation.tags.includes(name))
              .map(({ path, method, operation }) => (
                <OperationView key={operation.operationId} path={path} method={method} operation={operation} />
              ))}
          </div>
        </section>
      ))}
      <ErrorCodes />
    </main>
  );
}
