// What the app answers while the database is away: to people a page that tries again by itself, to programs a problem.
import { randomBytes } from 'node:crypto';

const RETRY_SECONDS = 5;

/** @typedef {{ lang: string, title: string, text: string, again: string }} Words */

/** @type {Words[]} */
const languages = [
  {
    lang: 'en',
    title: 'Back in a moment',
    text: 'The database does not answer right now. Nothing is lost: top-ups that were under way are finished by themselves. This page opens as soon as it is back.',
    again: 'Try now',
  },
  {
    lang: 'zh-CN',
    title: '请稍候',
    text: '数据库暂时没有响应。数据不会丢失，进行中的充值会自动完成。恢复后本页会自动打开。',
    again: '立即重试',
  },
  {
    lang: 'ja',
    title: 'しばらくお待ちください',
    text: 'データベースが一時的に応答していません。データは失われず、処理中のチャージは自動的に完了します。復旧するとこのページが自動で開きます。',
    again: '今すぐ再試行',
  },
];

/**
 * The words of the language that was chosen here, else of the browser's first that we have.
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @returns {Words}
 */
function wordsFor(headers) {
  const chosen = /(?:^|; )gigatill\.locale=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
  const tongues = `${chosen},${headers['accept-language'] ?? ''}`
    .split(',')
    .map((one) => one.trim().slice(0, 2).toLowerCase());
  for (const tongue of tongues) {
    const words = languages.find(({ lang }) => lang.startsWith(tongue) && tongue.length === 2);
    if (words) return words;
  }
  return /** @type {Words} */ (languages[0]);
}

/**
 * @param {Words} words
 * @param {string} nonce
 */
function page({ lang, title, text, again }, nonce) {
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<noscript><meta http-equiv="refresh" content="${RETRY_SECONDS}"></noscript>
<title>${title} · Gigatill</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center;
    background: light-dark(#fafafa, #111113); color: light-dark(#1c1c1f, #ededf0); }
  main { max-width: 26rem; padding: 2rem; }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
  p { margin: 0 0 1.5rem; color: light-dark(#55555c, #b4b4bd); }
  a { color: inherit; font-weight: 500; text-underline-offset: .2em; }
</style>
<main>
  <h1>${title}</h1>
  <p role="status">${text}</p>
  <a href="">${again}</a>
</main>
<script nonce="${nonce}">
  setInterval(async () => {
    // No answer at all is as good as "not yet".
    const answer = await fetch('/api/health/ready', { cache: 'no-store' }).catch(() => null);
    if (answer?.ok) location.reload();
  }, 2000);
</script>
</html>
`;
}

/**
 * Whether a request can only be answered with the database: pages and the HTTP API, but not files, health and metrics. What
 * a page sends with POST is left to its own code, which keeps what was typed.
 * @param {import('node:http').IncomingMessage} request
 */
export function needsDatabase({ url = '', method }) {
  const path = url.split('?', 1)[0] ?? '';
  if (path.startsWith('/api/v1/')) return path !== '/api/v1/openapi.json';
  const isPage = !path.startsWith('/api/') && !path.startsWith('/_next/') && !/\.\w+$/.test(path);
  return isPage && (method === 'GET' || method === 'HEAD');
}

/**
 * Answers 503.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function answerAway(request, response) {
  const headers = {
    'retry-after': String(RETRY_SECONDS),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  const forBrowser = !request.url?.startsWith('/api/') && request.headers.rsc === undefined;
  if (!forBrowser) {
    const code = 'unavailable';
    const detail = 'The database does not answer. Try again shortly.';
    response.writeHead(503, { ...headers, 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({ type: `/api-docs#${code}`, title: 'Not available right now', status: 503, detail, code }),
    );
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(503, {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'same-origin',
  });
  response.end(request.method === 'HEAD' ? undefined : page(wordsFor(request.headers), nonce));
}
