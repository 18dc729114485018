import type { ConnectionSettings } from '../port';
import { fakeConnection, type Scripted, type SentCall } from '../testing/fake-connection';
import { createFreebitAdapter } from './provider';

/** For the tests of this folder: the adapter on a provider that gives keys and answers from a script. */

export const KEY_GIVEN = '{"resultCode":"100","status":{"message":"OK","statusCode":"200"},"authKey":"KEY-1"}';

/** An answer that is its codes and nothing else. */
export function result(resultCode: string, statusCode: string, message = 'NG'): string {
  return JSON.stringify({ resultCode, status: { message, statusCode } });
}

export const KEY_REFUSED = result('205', '403', 'Auth Error');

/** A provider that gives keys KEY-1, KEY-2 … and answers all else by the script. */
export function connect(
  answer: (call: SentCall, index: number) => Scripted,
  settings: Partial<ConnectionSettings> = {},
  now?: Date,
) {
  let keys = 0;
  let other = 0;
  const connection = fakeConnection(
    'freebit',
    (call) => {
      if (call.url.endsWith('/authOem/')) {
        keys++;
        return KEY_GIVEN.replace('KEY-1', `KEY-${keys}`);
      }
      return answer(call, other++);
    },
    { settings, ...(now === undefined ? {} : { now }) },
  );
  return { ...connection, adapter: createFreebitAdapter(connection.input) };
}

/** The JSON that was sent, as a form field or as the body. */
export function sentJson(call: SentCall | undefined): Record<string, string> {
  const body = String(call?.body ?? '');
  return JSON.parse(new URLSearchParams(body).get('json') ?? body);
}
