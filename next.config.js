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

export default createNextIntlPlugin('./app/request-language.ts')(config);
