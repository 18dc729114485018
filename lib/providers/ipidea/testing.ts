import { FormData } from '@/lib/infra/http';
import type { ConnectionSettings } from '../port';
import { fakeConnection, fixture, type Scripted, type SentCall } from '../testing/fake-connection';
import { createIpideaAdapter } from './provider';

/** For the tests of this folder: the adapter on a provider that answers from a script, what it was sent, and its answers. */

/** The adapter on a provider that answers with `answer`, and what it was sent. */
export function connect(
  answer: (call: SentCall, index: number) => Scripted,
  settings: Partial<ConnectionSettings> = {},
) {
  const connection = fakeConnection('ipidea', answer, { settings });
  return { ...connection, adapter: createIpideaAdapter(connection.input) };
}

/** The fields of the form that was sent. */
export function fieldsOf(call: SentCall | undefined): Record<string, unknown> {
  if (!(call?.body instanceof FormData)) throw new Error('expected a form');
  return Object.fromEntries(call.body.entries());
}

/** The sample as the provider sends it: the `//` notes of the documents are not part of an answer. */
export function sample(name: string): string {
  return fixture('ipidea', name).replace(/ \/\/ .*$/gm, '');
}

/** An answer in IPIDEA's envelope; success unless `ret` and `code` say otherwise. */
export const answer = (retData: unknown, ret: unknown = 0, code: unknown = '1', msg = 'success') =>
  JSON.stringify({ ret, code, msg, ret_data: retData, timestamp: 1653375560 });
