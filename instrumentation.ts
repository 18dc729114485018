/** Called by Next once a server process starts: begins the inline worker and says how to end it well. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startInlineWorker } = await import('@/lib/worker/inline');
  await startInlineWorker();
}
