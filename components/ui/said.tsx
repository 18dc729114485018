import { getSaying } from './get-saying';

/** A sentence that was kept in English, in the reader's language. For server components. */
export async function Said({ text }: { text: string }) {
  const { say } = await getSaying();
  return say(text);
}

/**
 * A provider's own words, alone or at the end of a sentence of ours, with a translation of the known ones beside them; `code` is
 * the provider's, where it is shown apart. For server components.
 */
export async function ProviderWords({ text, code }: { text: string; code?: string | null }) {
  const { say, beside } = await getSaying();
  const translation = beside(text, code);
  return (
    <>
      {say(text)}
      {translation !== null && <span className="text-muted"> ({translation})</span>}
    </>
  );
}
