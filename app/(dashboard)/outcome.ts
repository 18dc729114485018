import type { Outcome } from '@/components/ui/outcome';
import type { ActionError } from '@/lib/boundary/action';

type ActionResult<Data> = {
  data?: Data | undefined;
  serverError?: ActionError | undefined;
  validationErrors?: { formErrors: string[]; fieldErrors: Readonly<Record<string, string[] | undefined>> } | undefined;
};

/** What an action gave as a form shows it: the data, or one sentence and the fields it is about. */
export function toOutcome<Data>(result: ActionResult<Data>): Outcome<Data> {
  if (result.serverError) {
    const { code, message, fields, retryAfterSeconds } = result.serverError;
    const byPath = Object.fromEntries(fields.map((field) => [field.path, field.message]));
    return { ok: false, code, message, fields: byPath, retryAfterSeconds };
  }
  if (result.validationErrors) {
    const { formErrors, fieldErrors } = result.validationErrors;
    const fields = Object.fromEntries(
      Object.entries(fieldErrors).flatMap(([name, messages]) => (messages?.[0] ? [[name, messages[0]]] : [])),
    );
    return { ok: false, message: formErrors[0] ?? Object.values(fields)[0] ?? '', fields };
  }
  // A form says then that the answer got lost.
  if (result.data === undefined) throw new Error('an action gave neither data nor an error');
  return { ok: true, data: result.data };
}
