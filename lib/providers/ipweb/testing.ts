import type { ConnectionSettings } from '../port';
import { fakeConnection, type Scripted, type SentCall } from '../testing/fake-connection';
import { createIpwebAdapter } from './provider';

/** For the tests of this folder: the adapter on a provider that answers from a script, and a usage report as it is written. */

/** The adapter on a provider that answers with `answer`, and what it was sent. */
export function connect(
  answer: (call: SentCall, index: number) => Scripted,
  settings: Partial<ConnectionSettings> = {},
) {
  const connection = fakeConnection('ipweb', answer, { settings });
  return { ...connection, adapter: createIpwebAdapter(connection.input) };
}

type ReportLine = { customerId: number; day: string; up: string; down: string };

/** The answer of flowReport with these rows, in the provider's own words. `total` is what it states, true or not. */
export function report(lines: ReportLine[], total: number): string {
  const rows = lines.map(
    ({ customerId, day, up, down }) =>
      `{"reportDate":"${day}","customerId":${customerId},"userName":"c${customerId}@x.test","uploadFlow":${up},"downloadFlow":${down}}`,
  );
  return `{"msg":"操作成功","code":200,"data":{"total":${total},"rows":[${rows.join(',')}],"code":200,"msg":"查询成功","other":null}}`;
}

export const line = (customerId: number, day = '2025-12-25', up = '1.5', down = '2.25'): ReportLine => ({
  customerId,
  day,
  up,
  down,
});
