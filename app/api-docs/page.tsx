import type { Metadata } from 'next';
import { PROBLEM_TITLES } from '@/lib/boundary/problem';
import { ERROR_STATUS } from '@/lib/core/errors';
import { apiDocument } from '../api/v1/endpoints';
import { OperationView } from './operation';

export const metadata: Metadata = { title: 'HTTP API' };

function ErrorCodes() {
  return (
    <section aria-labelledby="errors" className="mt-10">
      <h2 id="errors" className="mb-3 font-semibold text-lg">
        Error codes
      </h2>
      <dl className="panel divide-y divide-border">
        {Object.entries(PROBLEM_TITLES).map(([code, title]) => (
          <div key={code} id={code} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[14rem_4rem_1fr]">
            <dt className="font-mono text-xs">{code}</dt>
            <dd className="figures text-ink-soft">{Reflect.get(ERROR_STATUS, code)}</dd>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The HTTP API as its own OpenAPI document tells it. */
export default function ApiDocsPage() {
  const { info, paths, tags } = apiDocument();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return (
    <main className="mx-auto max-w-4xl px-4 py-10">
      <h1 className="font-semibold text-2xl">{info.title} HTTP API</h1>
      <p className="mt-2 max-w-prose text-ink-soft">{info.description}</p>
      <p className="mt-2">
        Below <code className="font-mono text-xs">/api/v1</code>, with{' '}
        <code className="font-mono text-xs">Authorization: Bearer KEY</code>. For programs:{' '}
        <a className="link" href="/api/v1/openapi.json">
          openapi.json
        </a>
        .
      </p>
      {tags.map(({ name }) => (
        <section key={name} aria-label={name} className="mt-10">
          <h2 className="mb-3 font-semibold text-lg">{name}</h2>
          <div className="grid gap-2">
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
