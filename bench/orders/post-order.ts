import { z } from 'zod';

const ANSWER_TIMEOUT_MS = 15_000;
/** From here on a status asks to come again; below it a refusal stays one. */
const TRY_AGAIN_FROM = 429;

type Post = { url: string; apiKey: string; accountId: number; idempotencyKey: string };

/**
 * Posts a top-up of 0.01 GB under a key. Returns the order's id, or undefined where the server did not say that it has the
 * order: it was killed, was slow, or asked to come again. Throws when it refused the order for good.
 */
export async function postOrder({ url, apiKey, accountId, idempotencyKey }: Post): Promise<string | undefined> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${url}/api/v1/orders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        connection: 'close', // behind a balancer the next one goes to the next server
      },
      body: JSON.stringify({ type: 'top_up', accountId: String(accountId), amountGb: '0.01' }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    body = await response.json();
  } catch {
    return undefined; // no answer, or half of one
  }
  if (response.status === 200 || response.status === 201) return z.object({ id: z.string() }).parse(body).id;
  if (response.status < TRY_AGAIN_FROM) throw new Error(`The order was refused: ${JSON.stringify(body)}`);
  return undefined;
}
