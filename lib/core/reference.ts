/**
 * Our idempotency key towards a provider: unguessable and never reused, even after a database was restored or begun
 * anew; a provider would answer "already processed" to a reused one. 25 lower-case letters and digits.
 */
export function newReference(): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const bytes = crypto.getRandomValues(new Uint8Array(23));
  return `gt${Array.from(bytes, (byte) => alphabet[byte % 32]).join('')}`;
}
