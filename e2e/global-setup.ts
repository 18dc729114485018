import { chromium, type FullConfig } from '@playwright/test';
import { startApp } from './fixtures/app';
import { makePeople } from './fixtures/people';

/** One app with its sandbox for all specs, and one person of each role signed in; `test` of fixtures/people knows them. */
export default async function globalSetup({ projects: [project] }: FullConfig): Promise<() => Promise<void>> {
  const [app, browser] = await Promise.all([startApp(), chromium.launch(project?.use.launchOptions)]);
  await makePeople(app, browser);
  await browser.close();
  process.env.E2E_URL = app.url;
  process.env.E2E_SANDBOX_URL = app.sandboxUrl;
  process.env.E2E_SIGN_INS = app.dataDir;
  return () => app.stop();
}
