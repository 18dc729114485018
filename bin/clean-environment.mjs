// What the operator has set for the installation must not reach tests and benchmarks.

/** The names of our own settings (lib/infra/env.ts). */
const SETTING = /^(GIGATILL_|ADMIN_|SMTP_|MAIL_FROM$|DATABASE_|APP_URL$|PORT$|LOG_LEVEL$|NODE_ENV$)/;

/**
 * This process's environment without any setting of Gigatill's.
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !SETTING.test(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: '1' };
}
