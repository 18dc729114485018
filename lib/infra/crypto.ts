import 'server-only';
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { env } from './env';

const keys = new Map<string, Buffer>();

/** A 256-bit key for one purpose, derived from GIGATILL_SECRET. */
export function derivedKey(purpose: string): Buffer {
  let key = keys.get(purpose);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', env().secret, 'gigatill', purpose, 32));
    keys.set(purpose, key);
  }
  return key;
}

/** Seals text with AES-256-GCM for keeping in the database. `purpose` binds it to its use. */
export function seal(text: string, purpose: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derivedKey(`seal:${purpose}`), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `v1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** Opens sealed text. Throws when it was sealed with another secret or for another purpose. */
export function unseal(sealed: string, purpose: string): string {
  const [version, body] = sealed.split('.');
  if (version !== 'v1' || !body) throw new Error('sealed text has an unknown form');
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', derivedKey(`seal:${purpose}`), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** SHA-256 as hex. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** HMAC-SHA256 as hex. */
export function hmacSha256(key: string | Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** `bytes` random bytes as URL-safe text. */
export function randomToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}
