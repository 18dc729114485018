import { storable } from './json';

/** Most characters of a request or answer that an attempt's record keeps. */
export const MAX_RECORDED_CHARACTERS = 2_000;
/** Most characters of a provider's own words in an error or outcome. */
export const MAX_MESSAGE_CHARACTERS = 300;

export type Redactor = (text: string) => string;

/** All the forms in which a secret can stand in a URL, a form field or an echoed JSON text. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const plain = [secret, inJson, inJson.replaceAll('/', '\\/')];
  const encoded = plain.flatMap((form) => [
    encodeURIComponent(form),
    new URLSearchParams({ _: form }).toString().slice('_='.length),
  ]);
  return [...plain, ...encoded];
}

/** A short secret (IPIDEA's uid is a few digits) is taken out only where it stands alone, so that order numbers stay whole. */
const SHORT = 8;

function patternOf(form: string): string {
  const literal = form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return form.length < SHORT ? `(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])` : literal;
}

/** Makes a function that takes every given secret out of a text, in clear and as it is encoded in URLs and JSON. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf))];
  if (forms.length === 0) return (text) => text;
  // Longest first, so that an encoded form is not left half behind.
  forms.sort((a, b) => b.length - a.length);
  const pattern = new RegExp(forms.map(patternOf).join('|'), 'g');
  return (text) => text.replace(pattern, '[redacted]');
}

/** A text of at most `max` characters that can be stored and shown; the cut is marked. */
export function bounded(text: string, max: number): string {
  const clean = storable(text);
  return clean.length <= max ? clean : `${storable(clean.slice(0, max - 1))}…`;
}
