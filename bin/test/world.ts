import { afterAll, beforeAll } from 'vitest';
import { useTestDatabase } from './database';

/**
 * Call it at the top of a test file: gives the file a database of its own, opens a world of rows and servers in it
 * before the first test and closes it after the last. What it returns is empty until then: use it in tests and hooks.
 */
export function useWorld<World extends { close(): Promise<void> }>(open: () => Promise<World>): World {
  useTestDatabase();
  const world = {} as World; // the same object for the whole file, filled before anything of it is used
  let opened: World | undefined;
  beforeAll(async () => {
    opened = await open();
    Object.assign(world, opened);
  });
  afterAll(() => opened?.close());
  return world;
}
