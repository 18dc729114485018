type Shaped = { formErrors: string[]; fieldErrors: Record<string, string[]> };

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sentences(tree: unknown): string[] {
  if (!isTree(tree)) return [];
  return Object.entries(tree).flatMap(([name, value]) =>
    name === '_errors' && Array.isArray(value) ? value.map(String) : sentences(value),
  );
}

/**
 * For `inputSchema(schema, nested)`: what is wrong inside a field counts as wrong with the field, e.g. `amount.currency`
 * as `amount` and one of many IPs as `ips`; the usual shape loses such errors.
 */
export const nested = {
  handleValidationErrorsShape: async (errors: unknown): Promise<Shaped> => {
    const { _errors, ...fields } = isTree(errors) ? errors : { _errors: [] };
    return {
      formErrors: sentences({ _errors }),
      fieldErrors: Object.fromEntries(Object.entries(fields).map(([name, tree]) => [name, sentences(tree)])),
    };
  },
};
