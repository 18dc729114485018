import { expect, test } from 'vitest';
import { nested } from './field-errors';

test('what is wrong inside a field is told as the field’s own', async () => {
  const errors = {
    _errors: ['whole'],
    amount: { amount: { _errors: ['too fine'] } },
    ips: { _errors: [], 1: { _errors: ['no IP'] } },
    note: { _errors: ['long'] },
  };
  expect(await nested.handleValidationErrorsShape(errors)).toEqual({
    formErrors: ['whole'],
    fieldErrors: { amount: ['too fine'], ips: ['no IP'], note: ['long'] },
  });
  expect(await nested.handleValidationErrorsShape(undefined)).toEqual({ formErrors: [], fieldErrors: {} });
});
