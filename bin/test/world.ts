import { afterAll, beforeAll } from 'vitest';
import { useTestDatabase } from './database';

/**
 * Call it at the top of a test file: gives the file a database of its own, opens a world of rows and servers in it
 * before the first test and closes it after the last. What it returns stands for that world in tests and hooks.
 */
export function useWorld<World extends { close(): Promise<void> }>(open: () => Promise<World>): World {
  useTestDatabase();
  let opened: World | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  const there = (): World => {
    if (!opened) throw new Error('The world of a test file is there from its first hook on, not before.');
    return opened;
  };
  // The empty object is never looked at: whatever is asked of it is asked of the world that was opened.
  return new Proxy({} as World, {
    get: (_, name) => Reflect.get(there(), name),
    set: (_, name, value) => Reflect.set(there(), name, value),
  });
}
