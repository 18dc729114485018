/** A throw-away Next app, by the paths and texts of its files: what the same machine gives without any code of ours. */

const POOL = `import pg from 'pg';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
export const dynamic = 'force-dynamic';
`;

const STATIC_ROUTE = `export const dynamic = 'force-dynamic';
export function GET() {
  return new Response('{"ok":true}', { headers: { 'content-type': 'application/json' } });
}
`;

/** One roll-up read, as JSON text that PostgreSQL makes and the route passes on: of everything, or of some agents. */
const ROLL_UP_ROUTE = `${POOL}
const text = (key, from, where) => \`SELECT '{"data":[' || coalesce(string_agg('{"date":"' || to_char(r.day, 'YYYY-MM-DD') || '",' || \${key}
  || '"uploadBytes":' || r.upload || ',"downloadBytes":' || r.download || ',"totalBytes":' || r.total
  || ',"provisional":false}', ',' ORDER BY r.day), '') || ']}' AS json FROM \${from} r WHERE r.day BETWEEN $1 AND $2 \${where}\`;
const all = { name: 'all', text: text("''", 'usage_by_connection', '') };
const agents = {
  name: 'agents',
  text: text(\`'"key":"' || r.agent_id || '","label":"Synthetic agent",'\`, 'usage_by_agent',
    'AND agent_id IN (SELECT id FROM agent ORDER BY id LIMIT $3)'),
};
export async function GET(request) {
  const query = new URL(request.url).searchParams;
  const series = Number(query.get('series'));
  const range = [query.get('from'), query.get('to')];
  const { rows } = await pool.query(series === 1 ? { ...all, values: range } : { ...agents, values: [...range, series] });
  return new Response(rows[0].json, { headers: { 'content-type': 'application/json' } });
}
`;

const LAYOUT = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;

const PAGE = `export const dynamic = 'force-dynamic';
export default function Page() {
  return <main><h1>Bare</h1></main>;
}
`;

/** A chart that is in the first HTML. */
const CHART_PAGE = `export const dynamic = 'force-dynamic';
export default function Page() {
  const bars = Array.from({ length: 30 }, (_, index) => 20 + (index * 37) % 80);
  return <main><h1>Bare</h1><figure><svg width="600" height="100">
    {bars.map((height, index) => <rect key={index} x={index * 20} y={100 - height} width="16" height={height} />)}
  </svg></figure></main>;
}
`;

const CONFIG = `export default { poweredByHeader: false, turbopack: { root: process.env.BENCH_ROOT }, agentRules: false };
`;

export const bareNextFiles: Record<string, string> = {
  'package.json': '{"private":true,"type":"module"}\n',
  'next.config.js': CONFIG,
  'app/layout.jsx': LAYOUT,
  'app/page.jsx': PAGE,
  'app/chart/page.jsx': CHART_PAGE,
  'app/api/static/route.js': STATIC_ROUTE,
  'app/api/roll-up/route.js': ROLL_UP_ROUTE,
};
