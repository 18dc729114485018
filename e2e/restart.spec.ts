import { expect, startApp, test } from './fixtures/app';

test('survives a power cut and a stop, with the same data', async ({ request }) => {
  test.setTimeout(180_000);
  const app = await startApp();
  try {
    expect((await request.get(`${app.url}/api/health/live`)).status()).toBe(200);
    expect(app.output()).toContain('Sign in as admin@gigatill.test with the password from ADMIN_PASSWORD.');

    await app.kill('SIGKILL');
    await app.restart();
    const ready = await request.get(`${app.url}/api/health/ready`);
    expect(ready.status()).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'ok' });

    await app.kill('SIGTERM');
    await expect(request.get(`${app.url}/api/health/live`)).rejects.toThrow();
    await app.restart();
    expect((await request.get(`${app.url}/api/health/ready`)).status()).toBe(200);
    // The administrator was made once, at the first start.
    expect(app.output().match(/Sign in as/g)).toHaveLength(1);
  } finally {
    await app.stop();
  }
});
