import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingEntries } from '../complete-lock.mjs';
import { root } from '../install.mjs';

it('names the optional packages of every platform, or npm ci refuses it (run node bin/complete-lock.mjs)', () => {
  const lock = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'));
  expect(Object.keys(missingEntries(lock.packages))).toEqual([]);
});

it('finds what is missing, from the place of the package that wants it', () => {
  const packages = {
    '': {},
    'node_modules/tool': {
      dev: true,
      optionalDependencies: { '@tool/darwin-arm64': '2.0.0', '@tool/linux-x64-musl': '2.0.0' },
    },
    'node_modules/tool/node_modules/@tool/darwin-arm64': { version: '2.0.0' },
  };
  expect(missingEntries(packages)).toEqual({
    'node_modules/@tool/linux-x64-musl': {
      version: '2.0.0',
      cpu: ['x64'],
      os: ['linux'],
      libc: ['musl'],
      dev: true,
      optional: true,
    },
  });
});
