import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../install.mjs';

const uses = (from: string) => `import { x } from '${from}';\n\nexport const y = x;\n`;
const guarded = (code: string) => `import 'server-only';\n\n${code}`;

/** What must be refused at a path, and with which words. */
const refused: [path: string, code: string, words: string][] = [
  ['lib/core/a.ts', uses('@/lib/orders'), 'lib/core is pure'],
  ['lib/core/b.ts', uses('node:fs'), 'runs anywhere'],
  ['lib/infra/a.ts', guarded(uses('@/lib/orders')), 'lib/infra (floor 0)'],
  ['lib/infra/b.ts', guarded(uses('@/lib/providers/port')), 'lib/infra (floor 0)'],
  ['lib/infra/c.ts', guarded(uses('next/headers')), 'nothing of Next.js'],
  ['lib/infra/d.ts', 'export const a = 1;\n', "begin with import 'server-only'"],
  ['lib/providers/a.ts', uses('@/lib/infra/db'), 'lib/providers (floor 1)'],
  ['lib/providers/ipweb/a.ts', uses('@/lib/orders'), 'lib/providers (floor 1)'],
  ['lib/ledger/a.ts', uses('@/lib/orders'), 'lib/ledger imports no other domain'],
  ['lib/ledger/index.ts', 'export const a = 1;\n', "begin with import 'server-only'"],
  ['lib/orders/a.ts', uses('@/lib/reconciliation'), 'lib/orders imports audit'],
  ['lib/orders/b.ts', uses('@/lib/ledger/post-transaction'), 'by its index'],
  ['lib/orders/c.ts', uses('@/components/ui/panel'), 'lib/orders (floor 2) decides'],
  ['lib/orders/d.ts', uses('next/cache'), 'nothing of Next.js'],
  ['lib/orders/e.ts', 'export const a = await fetch("http://x");\n', 'global variable fetch'],
  ['lib/orders/f.ts', 'export const a = process.env.PORT;\n', 'Only lib/infra/env.ts reads process.env'],
  [
    'lib/orders/g.ts',
    'import { PrismaClient } from "x";\n\nexport const a = new PrismaClient();\n',
    'builds a Prisma client',
  ],
  ['lib/orders/h.ts', 'import { getToken } from "x";\n\nexport const a = getToken({ req: 1 });\n', 'reads the session'],
  ['lib/orders/i.ts', 'console.log(1);\n', 'console'],
  ['lib/orders/notCased.ts', 'export const a = 1;\n', 'kebab-case'],
  ['lib/orders/j.ts', 'export default 1;\n', 'default export'],
  ['lib/billing/a.ts', uses('@/lib/providers/registry'), 'the provider registry only from'],
  ['lib/usage/a.ts', uses('@/lib/orders'), 'lib/usage imports no other domain'],
  ['lib/sync/a.ts', uses('@/lib/billing'), 'lib/sync imports'],
  ['lib/auth/a.ts', uses('next/headers'), 'Only lib/auth/session.ts imports next'],
  ['lib/boundary/a.ts', uses('@/components/ui/panel'), 'lib/boundary wires'],
  ['components/ui/a.tsx', uses('@/lib/orders/schemas'), 'know no domain'],
  ['components/ui/b.tsx', uses('recharts'), 'Only components/charts'],
  ['components/charts/a.tsx', uses('@/components/orders/order-table'), 'import each other only'],
  ['components/orders/a.tsx', uses('@/lib/orders'), 'never its index'],
  ['components/orders/b.tsx', uses('@/lib/infra/env'), 'never touches database or upstream'],
  ['components/orders/c.tsx', uses('@/app/(dashboard)/orders/actions'), 'knows no page'],
  ['components/orders/d.tsx', uses('recharts'), 'Only components/charts'],
  ['app/a.ts', uses('@/lib/infra/db'), 'the database is a domain'],
  ['app/b.ts', uses('@/generated/prisma/client'), 'the database is a domain'],
  ['app/c.ts', uses('@/lib/providers/registry'), 'upstreams are asked by'],
  ['app/d.ts', uses('@/lib/orders/submit-order'), 'by its index'],
  ['app/e.ts', 'export const a = process.env.PORT;\n', 'Only lib/infra/env.ts reads process.env'],
];

/** What must pass at a path. */
const allowed: [path: string, code: string][] = [
  ['lib/core/ok.ts', uses('./money')],
  ['lib/infra/env.ts', guarded('export const a = process.env.PORT;\n')],
  ['lib/infra/http.ts', guarded('export const a = await fetch("http://x");\n')],
  [
    'lib/infra/db.ts',
    guarded('import { PrismaClient } from "@/generated/prisma/client";\n\nexport const a = new PrismaClient();\n'),
  ],
  ['lib/providers/ipweb/ok.ts', uses('@/lib/infra/http')],
  ['lib/orders/ok.ts', uses('@/lib/ledger')],
  ['lib/orders/ok-registry.ts', uses('@/lib/providers/registry')],
  ['lib/orders/ok.test.ts', uses('@/lib/reconciliation')],
  ['lib/reconciliation/ok.ts', uses('@/lib/orders')],
  ['lib/auth/session.ts', uses('next/headers')],
  ['components/ui/ok.tsx', uses('@/lib/core/money')],
  ['components/charts/ok.tsx', uses('recharts')],
  ['components/orders/ok.tsx', uses('@/lib/orders/schemas')],
  ['app/ok.ts', uses('@/lib/orders')],
  ['app/page.tsx', 'export default function Page() {\n  return null;\n}\n'],
];

const reportSchema = z.object({
  diagnostics: z.array(z.object({ message: z.string(), location: z.object({ path: z.string() }) })),
});

describe('the import floors and guards of biome.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gigatill-lint-'));
  let found: { path: string; message: string }[] = [];

  beforeAll(() => {
    cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    cpSync(join(root, 'bin', 'lint'), join(folder, 'bin', 'lint'), { recursive: true });
    for (const [path, code] of [...refused, ...allowed]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), code);
    }
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    found = reportSchema
      .parse(JSON.parse(stdout))
      .diagnostics.map(({ message, location }) => ({ message, path: location.path }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(refused)('%s is refused', (path, _code, words) => {
    const messages = found.filter((one) => one.path === path).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining(words));
  });

  it.each(allowed)('%s passes', (path) => {
    expect(found.filter((one) => one.path === path)).toEqual([]);
  });
});
