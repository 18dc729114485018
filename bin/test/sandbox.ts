import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { closeDb } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { callControl } from '@/sandbox/control-client';
import { startSandbox } from '@/sandbox/server';
import { useWorld } from './world';

/** The provider sandbox, on a port and in a folder of its own, with its controls. */
export type TestSandbox = {
  url: string;
  /** What its control interface answers; throws where that is no success. */
  control(path: string, method?: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<unknown>;
  /** Scripts a fault at the next call that matches. */
  fault(kind: string, match: object, more?: object): Promise<unknown>;
  clearFaults(): Promise<unknown>;
  /** How often a path was called since the call log was cleared. */
  callsTo(path: string): Promise<number>;
  stop(): Promise<void>;
};

/** Starts a sandbox; whoever starts it stops it. */
export async function startTestSandbox(seed: 'demo' | 'empty' = 'demo'): Promise<TestSandbox> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gigatill-sandbox-'));
  const sandbox = await startSandbox({ port: 0, dataDir, seed });
  const control: TestSandbox['control'] = (path, method, body) => callControl(sandbox.url, path, method, body);
  return {
    url: sandbox.url,
    control,
    fault: (kind, match, more = {}) => control('faults', 'POST', { match, fault: { kind, ...more } }),
    clearFaults: () => control('faults', 'DELETE'),
    callsTo: async (path) => {
      const { calls } = (await control('calls')) as { calls: { path: string }[] };
      return calls.filter((call) => call.path.includes(path)).length;
    },
    stop: async () => {
      await sandbox.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Call it at the top of a test file: a database of its own and a sandbox with its demo data. Faults end with the test
 * that scripted them.
 */
export function useTestSandbox(): TestSandbox {
  const sandbox = useWorld(async () => {
    const started = await startTestSandbox();
    return {
      ...started,
      close: async () => {
        await closeJobs();
        await closeDb();
        await started.stop();
      },
    };
  });
  afterEach(() => sandbox.clearFaults());
  return sandbox;
}
