import { getSaying } from './get-saying';

/** A sentence that was kept in English, in the reader's language. For server components. */
export async function Said({ text }: { text: string }) {
  const { say } = await getSaying();
  return say(text);
}

/** A provider's own words, with a translation of the known ones beside them. For server components. */
export async function ProviderWords({ text }: { text: string }) {
  const { say, beside } = await getSaying();
  const translation = beside(text);
  return (
    <>
      {say(text)}
      {translation !== null && <span className="text-muted"> ({translation})</span>}
    </>
  );
}
