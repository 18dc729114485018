import { startApp } from './fixtures/app';

/** One app with its sandbox for all specs; `test` of fixtures/app knows its address. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const app = await startApp();
  process.env.E2E_URL = app.url;
  process.env.E2E_SANDBOX_URL = app.sandboxUrl;
  return () => app.stop();
}
