/**
 * A call of the control API of the sandbox at `sandboxUrl`, for tests and benchmarks: `path` is what follows `/control/`.
 * Returns the answer's JSON; throws with its status and text unless it is a success.
 */
export async function callControl(
  sandboxUrl: string,
  path: string,
  method: 'GET' | 'POST' | 'DELETE' = 'GET',
  body?: unknown,
): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${sandboxUrl}/control/${path}`, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
