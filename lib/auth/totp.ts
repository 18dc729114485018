import { generateSecret, generateURI, verifySync } from 'otplib';
import { encode } from 'uqr';
import { seal, unseal } from '@/lib/infra/crypto';

const PURPOSE = 'totp';
/** A phone's clock may be off by one step of 30 s either way. */
const TOLERANCE_SECONDS = 30;

/** What an authenticator app is told: the secret to type, and the same as a QR code. */
export type TotpSetup = {
  secret: string;
  /** Dark modules as an SVG path, one unit each, in a square of `size` units. */
  qr: { path: string; size: number };
};

/** A new secret, sealed for the database. */
export function newSealedSecret(): string {
  return seal(generateSecret(), PURPOSE);
}

/** The secret as its owner's app needs it. */
export function totpSetup(sealed: string, email: string): TotpSetup {
  const secret = unseal(sealed, PURPOSE);
  const { data, size } = encode(generateURI({ issuer: 'Gigatill', label: email, secret }), { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { secret, qr: { path, size } };
}

/** The 30-second step that a code belongs to; `null` when it is wrong, or its step is not after `lastStep`. */
export function acceptedStep(sealed: string, code: string, now: Date, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const secret = unseal(sealed, PURPOSE);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  if (!result.valid || !('timeStep' in result)) return null;
  return lastStep !== null && result.timeStep <= lastStep ? null : result.timeStep;
}
