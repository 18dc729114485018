/** What a form gets back from the server: the result, or the sentence to show and the fields it is about. */
export type Outcome<Data> =
  | { ok: true; data: Data }
  | {
      ok: false;
      message: string;
      code?: string;
      fields?: Readonly<Record<string, string>>;
      /** Waiting so long helps. */
      retryAfterSeconds?: number | null;
    };
