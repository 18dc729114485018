/** One line of pasted accounts: the account, then, if given, a name and a customer (number, e-mail or exact name). */
export type AccountLine = {
  no: number;
  externalId: string;
  externalName: string | null;
  customer: string | null;
  problem: string | null;
};

/** Most lines that are taken at once. */
export const MAX_ACCOUNT_LINES = 2_000;

const PHONE = /^0\d{9,10}$/;
const SHARE_GROUP = /^[A-Za-z0-9]{2,10}_[0-9]{5,20}$/;

/** Columns by tab, semicolon or comma, as they come out of a spreadsheet, a mail or a list. */
function columns(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',';
  return line.split(separator).map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
}

/** A number as people write it: spaces and hyphens do not count. */
function plainNumber(text: string): string {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d+$/.test(digits) ? digits : text;
}

function problemOf(externalId: string, seen: ReadonlySet<string>): string | null {
  if (externalId === '') return 'The account is missing.';
  if (seen.has(externalId)) return 'This account stands further up already.';
  if (PHONE.test(externalId) || SHARE_GROUP.test(externalId)) return null;
  return 'Neither a phone number such as 09012345678 nor a share group code such as AAA0_00000000001.';
}

/** A share group's code has an underscore; all else is a phone number (both as in PA05-01's examples). */
export function freebitAccountKind(externalId: string): 'sim' | 'share_group' {
  return externalId.includes('_') ? 'share_group' : 'sim';
}

/** Reads pasted lines; every one comes back, with the reason where it cannot be taken. Empty lines are left out. */
export function parseAccountLines(text: string): AccountLine[] {
  const seen = new Set<string>();
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), no: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, no }) => {
      const [first = '', name = '', customer = ''] = columns(line);
      const externalId = plainNumber(first);
      const problem = problemOf(externalId, seen);
      seen.add(externalId);
      return { no, externalId, externalName: name || null, customer: customer || null, problem };
    });
}
