import { type Browser, chromium } from '@playwright/test';
import { loadSynthetic } from '@/lib/demo';
import { ensureChromium, launchOptions } from '../../bin/chromium.mjs';
import { admin, signIn } from '../../e2e/fixtures/app';
import { startBareNext } from '../limits/bare-next/server';
import { startBenchApp } from '../machine/app';
import { connect } from '../machine/database';
import { ctx, enterInstallation, leaveInstallation } from '../machine/installation';
import { absolute, atLeast, atMost, compare, goalsFirst } from '../measure/statistics';
import { type StorageState, type Visit, visit } from '../pages/visit';
import type { Line, Suite } from '../types';

const DAYS = 400;
/** More rows change no page; the suite `queries` proves that. */
const MOST_CUSTOMERS = 2_000;

/** The nearest open peer on the same stack, the lower ends of what was measured once on a machine like this one. */
const UMAMI = { scriptKiB: 841, requests: 71, lcpMs: 2_200, chartMs: 2_700 };

/** An admin's sign-in at the app, for every visit. */
async function keepSignIn(browser: Browser, url: string): Promise<StorageState> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, admin, undefined, url);
  await page.waitForURL(`${url}/`);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Every page without a noun in its address. */
const FIXED = [
  ...['/', '/customers', '/usage', '/usage?by=agent&range=90d', '/usage?look=calendar', '/orders', '/orders/bulk'],
  ...['/ip-orders', '/records', '/reconciliation', '/billing', '/billing/prices', '/margin', '/margin/purchases'],
  ...['/connections', '/connections/assign', '/team', '/audit'],
  ...['/settings', '/settings/alerts', '/settings/billing', '/settings/outbox'],
];

/** All pages, one of each noun. */
async function pathsOf(databaseUrl: string): Promise<string[]> {
  const client = await connect(databaseUrl);
  await client.query(`
    WITH job AS (INSERT INTO bulk_job (made_by, made_by_name, file_name) VALUES ('system:bench', 'bench', 'friday.csv') RETURNING id)
    INSERT INTO bulk_row (job_id, no, account, amount_gb, account_id, gb)
    SELECT job.id, row_number() OVER (ORDER BY a.id), a.external_id, '1.5', a.id, 1500000
    FROM job, (SELECT id, external_id FROM upstream_account ORDER BY id LIMIT 50) a`);
  const { rows } = await client.query<{ path: string }>(`
    SELECT '/customers/' || max(id) AS path FROM customer
    UNION ALL SELECT '/orders/' || max(id) FROM "order"
    UNION ALL SELECT '/orders/bulk/' || max(id) FROM bulk_job
    UNION ALL SELECT '/connections/' || max(id) FROM connection
    UNION ALL SELECT '/billing/' || max(id) FROM billing_account`);
  await client.end();
  return [...FIXED, ...rows.map(({ path }) => path)];
}

function noChart(): never {
  throw new Error('The dashboard has no chart.');
}

function umamiLines(visits: readonly Visit[]): Line[] {
  const line = (what: string, unit: string, key: keyof typeof UMAMI, goal: ReturnType<typeof atMost>) =>
    compare(
      { what: `dashboard, ${what}`, against: 'Umami, as once measured', unit, goal },
      visits.map((one) => one[key] ?? noChart()),
      visits.map(() => UMAMI[key]),
    );
  return [
    line('JavaScript', 'KiB', 'scriptKiB', atMost(0.4)),
    line('requests', '', 'requests', atMost(0.35)),
    line('LCP', 'ms', 'lcpMs', atMost(0.35)),
    line('chart drawn', 'ms', 'chartMs', atMost(0.3, 0.1)),
  ];
}

function pageLines(path: string, visits: readonly Visit[], bare: readonly Visit[]): Line[] {
  const of = (all: readonly Visit[], key: 'scriptKiB' | 'requests' | 'lcpMs' | 'cls' | 'htmlKiB') =>
    all.map((one) => one[key]);
  const against = 'bare Next page';
  return [
    compare(
      { what: `${path} JavaScript`, against, unit: 'KiB', goal: atMost(1.8) },
      of(visits, 'scriptKiB'),
      of(bare, 'scriptKiB'),
    ),
    absolute({ what: `${path} CLS`, against: '–', unit: '', goal: atMost(0.02) }, of(visits, 'cls')),
    compare({ what: `${path} HTML, gzip`, against, unit: 'KiB' }, of(visits, 'htmlKiB'), of(bare, 'htmlKiB')),
    compare({ what: `${path} requests`, against, unit: '' }, of(visits, 'requests'), of(bare, 'requests')),
    compare({ what: `${path} LCP`, against, unit: 'ms' }, of(visits, 'lcpMs'), of(bare, 'lcpMs')),
  ];
}

/** What is measured of the chart of a page; nothing where the page has none. */
function chartLines(path: string, visits: readonly Visit[], bare: readonly Visit[]): Line[] {
  const charts = visits.flatMap(({ chartMs }) => chartMs ?? []);
  if (charts.length < visits.length) return [];
  return [
    absolute(
      { what: `${path} chart in the first HTML, share of visits`, against: '–', unit: '', goal: atLeast(1) },
      visits.map(({ chartInHtml }) => (chartInHtml ? 1 : 0)),
    ),
    compare(
      { what: `${path} chart drawn`, against: 'bare page with an SVG chart', unit: 'ms' },
      charts,
      bare.flatMap(({ chartMs }) => chartMs ?? []),
    ),
  ];
}

/** What a person waits for at a cold cache, page by page, beside a bare page in turn. */
export const pages: Suite = async ({ database, note, options }) => {
  const url = await database('app');
  enterInstallation(url);
  const customers = Math.max(10, Math.min(MOST_CUSTOMERS, Math.round(options.rows / DAYS)));
  note(`loading ${customers * DAYS} rows`);
  await loadSynthetic(ctx, { customers, days: DAYS });
  await leaveInstallation();
  const paths = await pathsOf(url);
  const executablePath = await ensureChromium();
  note('building and starting the app and a bare one');
  const app = await startBenchApp(url);
  const bare = await startBareNext(url);
  const browser = await chromium.launch(launchOptions(executablePath));
  try {
    const state = await keepSignIn(browser, app.url);
    const lines: Line[] = [];
    for (const path of paths) {
      note(path);
      const ours: Visit[] = [];
      const theirs: Visit[] = [];
      for (let round = -1; round < options.repeat; round++) {
        const one = await visit(browser, `${app.url}${path}`, state);
        const other = await visit(browser, `${bare.url}/chart`);
        if (round >= 0) ours.push(one);
        if (round >= 0) theirs.push(other);
      }
      if (path === '/') lines.push(...umamiLines(ours));
      const name = path.replace(/\/\d+$/, '/…');
      lines.push(...pageLines(name, ours, theirs), ...chartLines(name, ours, theirs));
    }
    return goalsFirst(lines);
  } finally {
    await browser.close();
    await bare.stop();
    await app.stop();
  }
};
