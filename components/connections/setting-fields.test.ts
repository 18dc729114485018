import { expect, test } from 'vitest';
import type { SettingField } from '@/lib/connections/types';
import { readSettings } from './setting-fields';

const FIELDS: SettingField[] = [
  { name: 'timeZone', label: 'Zone', kind: 'timeZone', default: 'Asia/Tokyo' },
  { name: 'requestsPerMinute', label: 'Requests', kind: 'number', default: 20 },
  { name: 'kbBytes', label: 'KB', kind: 'choice', default: 1000, choices: [1000, 1024] },
  { name: 'bodyEncoding', label: 'Body', kind: 'choice', default: 'form', choices: ['form', 'json'] },
  { name: 'costPerGb', label: 'Cost', kind: 'money', default: null },
  { name: 'agentBaseUrl', label: 'Address', kind: 'url', default: null },
];

test('a form is read in the types that the server expects, and what is empty is left out', () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    timeZone: ' Asia/Tokyo ',
    requestsPerMinute: '30',
    kbBytes: '1024',
    bodyEncoding: 'json',
    costPerGb: '0,85',
    'costPerGb.currency': 'usd',
    agentBaseUrl: '',
  })) {
    form.set(`settings.${name}`, value);
  }
  expect(readSettings(FIELDS, form)).toEqual({
    timeZone: 'Asia/Tokyo',
    requestsPerMinute: 30,
    kbBytes: 1024,
    bodyEncoding: 'json',
    costPerGb: { amount: '0.85', currency: 'USD' },
  });
});
