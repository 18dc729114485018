import { hmacSha256 } from '@/lib/infra/crypto';

/** What a webhook's secret is sealed for. */
export const SECRET_PURPOSE = 'webhook';

/** The value of `Gigatill-Signature`: `t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>`. */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${hmacSha256(secret, `${seconds}.${body}`)}`;
}

/** An address without its query: chat services put a token there, and the audit log is no place for one. */
export function withoutQuery(address: string): string {
  const url = new URL(address);
  url.search = '';
  return url.href;
}
