import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // The same on every machine that builds the same sources (bin/supervisor/build.ts).
  generateBuildId: () => process.env.GIGATILL_BUILD_ID ?? null,
  reactStrictMode: true,
  // Beside those that Next.js leaves alone by itself: @node-rs/argon2, @prisma/client, pg, pino.
  // The last three read their data files from beside their code.
  serverExternalPackages: ['pg-boss', '@prisma/adapter-pg', 'pdfkit', 'fontkit', 'subset-font'],
  // Types are proven by npm test; an operator's build need not do it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  agentRules: false,
  devIndicators: false,
};

const withMessages = createNextIntlPlugin({
  requestConfig: './app/request-language.ts',
  // Messages are parsed while building: no page carries the parser to the browser.
  experimental: { messages: { path: './messages', format: 'json', precompile: true } },
})(config);

// What lies deeper is no ICU message: sentences of lib by their English, words that charts fill in by themselves.
withMessages.turbopack.rules['*.json'].condition.path = /(^|\/)messages\/[\w-]+\/[\w-]+\.json$/;

export default withMessages;
