import type { ProviderFacts, ProviderId } from './port';

/** What is known about each provider before any call: for forms, cards and adapters alike. Safe in a browser. */

export type CredentialField = { name: string; label: string; secret: boolean };

export type SettingField = {
  name:
    | 'timeZone'
    | 'costPerGb'
    | 'requestsPerMinute'
    | 'recordLagMinutes'
    | 'agentBaseUrl'
    | 'recentDaysOrder'
    | 'kbBytes'
    | 'bodyEncoding'
    | 'refreshCooldownMinutes'
    | 'credentialsIn';
  label: string;
  kind: 'text' | 'number' | 'choice' | 'timeZone' | 'url' | 'money';
  default: string | number | null;
  min?: number;
  max?: number;
  choices?: readonly (string | number)[];
};

export type ProviderInfo = {
  id: ProviderId;
  name: string;
  /** Null where every operator has another host. */
  defaultBaseUrl: string | null;
  exampleBaseUrl: string;
  defaultTimeZone: string;
  credentials: readonly CredentialField[];
  settings: readonly SettingField[];
  facts: ProviderFacts;
};

export const PROVIDER_IDS = ['ipweb', 'freebit', 'ipidea'] as const satisfies readonly ProviderId[];

function commonSettings(timeZone: string, requestsPerMinute: number): SettingField[] {
  return [
    { name: 'timeZone', label: 'Time zone of its days', kind: 'timeZone', default: timeZone },
    { name: 'costPerGb', label: 'Cost per GB', kind: 'money', default: null },
    {
      name: 'requestsPerMinute',
      label: 'Requests per minute',
      kind: 'number',
      default: requestsPerMinute,
      min: 1,
      max: 6_000,
    },
    {
      name: 'recordLagMinutes',
      label: 'Records may be late by (minutes)',
      kind: 'number',
      default: 15,
      min: 0,
      max: 10_080,
    },
  ];
}

const ipweb: ProviderInfo = {
  id: 'ipweb',
  name: 'IPWeb',
  defaultBaseUrl: 'https://user.ipweb.cc/prod-api',
  exampleBaseUrl: 'https://user.ipweb.cc/prod-api',
  defaultTimeZone: 'Asia/Shanghai',
  credentials: [{ name: 'token', label: 'Token', secret: true }],
  settings: [
    ...commonSettings('Asia/Shanghai', 120),
    { name: 'agentBaseUrl', label: 'Address of /api/agent', kind: 'url', default: null },
  ],
  facts: {
    unitBase: 'MB of 2^20 bytes; 1 GB is 1,024 MB (inferred from two samples).',
    dayBoundary: 'Midnight in Asia/Shanghai (inferred). Days without traffic are left out.',
    history: 'Any range; at least four years by its own example.',
    freshness: 'The current day may be absent or still grow.',
    replaySafe: ['Top-up: its order number makes a repeat harmless.'],
    notReplaySafe: ['Deduct: it has no order number and is never sent twice.'],
    doubts: [
      'A repeated order number answers 201 or 203; both count as already processed.',
      'A bad token answers with success code 200 and other words.',
      'Which host serves /api/agent is not stated: see the setting.',
      'What NNI and the second pool are is not stated.',
      'Recharge lists have no line id: a line is known by its content and its place among identical ones.',
    ],
  },
};

const freebit: ProviderInfo = {
  id: 'freebit',
  name: 'Freebit',
  defaultBaseUrl: null,
  exampleBaseUrl: 'https://i1.mvno.net',
  defaultTimeZone: 'Asia/Tokyo',
  credentials: [
    { name: 'oemId', label: 'OEM id', secret: false },
    { name: 'oemKey', label: 'OEM key', secret: true },
  ],
  settings: [
    ...commonSettings('Asia/Tokyo', 20),
    {
      name: 'recentDaysOrder',
      label: 'Order of recent days',
      kind: 'choice',
      default: 'newest_first',
      choices: ['newest_first', 'oldest_first'],
    },
    { name: 'kbBytes', label: 'Bytes of a KB', kind: 'choice', default: 1000, choices: [1000, 1024] },
    { name: 'bodyEncoding', label: 'Request body', kind: 'choice', default: 'form', choices: ['form', 'json'] },
    {
      name: 'refreshCooldownMinutes',
      label: 'Cool-down of a manual refresh (minutes)',
      kind: 'number',
      default: 10,
      min: 0,
      max: 1_440,
    },
  ],
  facts: {
    unitBase: 'Usage in KB of 1,000 bytes (a setting until observed); top-ups in MB, 1,024 a GB.',
    dayBoundary: 'Midnight in Asia/Tokyo (inferred).',
    history: 'Today and a few recent days of one account at a time; none for share groups.',
    freshness: 'Today is provisional until midnight.',
    replaySafe: [],
    notReplaySafe: ['Top-up: our reference goes along as quotaCode, but a repeat would apply twice.'],
    doubts: [
      'The recent days carry no dates: the order is a setting, the newest is taken to be yesterday.',
      'Bulk reading is forbidden: it loads the provider and hurts other operators.',
      'How long a session key lives is not stated: it is renewed once when refused.',
      'A contract may limit top-ups to less than the documented 512,000 MB.',
    ],
  },
};

const ipidea: ProviderInfo = {
  id: 'ipidea',
  name: 'IPIDEA',
  defaultBaseUrl: 'https://api.ipidea.net',
  exampleBaseUrl: 'https://api.ipidea.net',
  defaultTimeZone: 'Asia/Shanghai',
  credentials: [
    { name: 'uid', label: 'User id (uid)', secret: false },
    { name: 'appkey', label: 'App key', secret: true },
  ],
  settings: [
    ...commonSettings('Asia/Shanghai', 30),
    { name: 'credentialsIn', label: 'Credentials go in', kind: 'choice', default: 'form', choices: ['form', 'query'] },
  ],
  facts: {
    unitBase: 'M of 10^6 bytes (its own balances prove it).',
    dayBoundary: 'Midnight in Asia/Shanghai (inferred from its samples).',
    history: 'Usage of the whole account a day, where balance_use_record answers; orders of any time.',
    freshness: 'Not stated.',
    replaySafe: [],
    notReplaySafe: [
      'Opening and renewing IPs spends balance at once and has no order key: never sent twice.',
      'Our reference goes along as remark; whether it comes back as mark is not stated.',
    ],
    doubts: [
      'Its domains were seized in January 2026; whether it answers is not known.',
      'Whether balance_left is traffic (taken here) or money is not stated.',
      'Which instant the day of balance_use_record stands for is not clear: it is taken as its day in the time zone.',
      'How a wrong key is answered is not documented.',
    ],
  },
};

export const PROVIDER_CATALOG: Readonly<Record<ProviderId, ProviderInfo>> = { ipweb, freebit, ipidea };
