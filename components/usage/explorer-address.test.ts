import { expect, test } from 'vitest';
import { readView, viewHref, viewQuery } from './explorer-address';

const TODAY = '2026-11-22';

test('an address without anything is the plain view of thirty days', () => {
  const view = readView({}, TODAY);
  expect(view).toMatchObject({ by: 'none', look: 'bars', compare: 'before', whole: false, top: 5, filters: {} });
  expect(viewQuery(view)).toEqual({ range: '30d' });
});

test('what an address says comes back from the view', () => {
  const search = {
    agentId: '7',
    by: 'customer',
    look: 'lines',
    compare: 'year',
    parts: 'total',
    top: '8',
    from: '2026-10-01',
    to: '2026-10-31',
  };
  expect(viewQuery(readView(search, TODAY))).toEqual(search);
});

test('nonsense is as if it were not there', () => {
  const view = readView({ by: 'x', look: '', compare: 'never', top: '1e9', from: 'b', to: 'a' }, TODAY);
  expect(viewQuery(view)).toEqual({ range: '30d' });
});

test('a change keeps all else', () => {
  const view = readView({ by: 'agent', look: 'sum' }, TODAY);
  expect(viewHref(view, { by: 'customer', filters: { agentId: '3' } })).toBe(
    '/usage?agentId=3&by=customer&look=sum&range=30d',
  );
});
