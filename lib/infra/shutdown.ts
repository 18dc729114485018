import 'server-only';

// Kept on the global object because bin/serve.mjs, which is not bundled with the app, runs what is registered here.
const key = Symbol.for('gigatill.shutdown');
type Kept = typeof globalThis & { [key]?: (() => Promise<void>)[] };

/**
 * Registers work to finish when the server stops, such as the inline worker's jobs. All of it together has 20 seconds;
 * then the process ends.
 */
export function onShutdown(finish: () => Promise<void>): void {
  const kept: Kept = globalThis;
  kept[key] ??= [];
  kept[key].push(finish);
}
