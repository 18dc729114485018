import { describe, expect, test } from 'vitest';
import { refusedAddress, refusedBaseUrl } from './address-policy';

const strict = { allowLocal: false };
const local = { allowLocal: true };
const hostOf = (url: string) => new URL(url).hostname;

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.8.9.10',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd12:3456::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::10.0.0.1',
    hostOf('http://[::1]/'),
    hostOf('http://[::ffff:192.168.0.1]/'),
    hostOf('http://2130706433/'),
    hostOf('http://0x7f.1/'),
    hostOf('http://127.1/'),
  ])('%s is called only where the operator allows it', (address) => {
    expect(refusedAddress(address, strict)).toContain('GIGATILL_ALLOW_LOOPBACK=on');
    expect(refusedAddress(address, local)).toBeNull();
  });

  test.each([
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '0.0.0.0',
    '192.0.0.192',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    hostOf('http://[::ffff:169.254.169.254]/'),
    hostOf('http://2852039166/'),
  ])('%s is never called', (address) => {
    for (const policy of [strict, local]) expect(refusedAddress(address, policy)).toContain('never called');
  });

  test.each([
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
  ])('%s is a public address', (address) => {
    expect(refusedAddress(address, strict)).toBeNull();
  });

  test('a name is no address: it is judged by what it resolves to', () => {
    expect(refusedAddress('example.com', strict)).toBeNull();
  });
});

describe('base URLs', () => {
  test.each(['https://user.ipweb.cc/prod-api', 'http://api.ipweb.cc:8004', 'https://i1.mvno.net'])(
    '%s may be used',
    (url) => {
      expect(refusedBaseUrl(url, strict)).toBeNull();
    },
  );

  test.each([
    'http://localhost:4010',
    'http://sandbox.localhost',
    'https://printer.local',
    'http://printer.internal./',
    'http://127.0.0.1:4010/ipweb',
    'http://[::1]:3000',
  ])('%s may be used only where the operator allows it', (url) => {
    expect(refusedBaseUrl(url, strict)).toContain('GIGATILL_ALLOW_LOOPBACK=on');
    expect(refusedBaseUrl(url, local)).toBeNull();
  });

  test.each([
    ['', 'This is no address'],
    ['user.ipweb.cc', 'This is no address'],
    ['ftp://user.ipweb.cc', 'must begin with'],
    ['file:///etc/passwd', 'must begin with'],
    ['javascript:alert(1)', 'must begin with'],
    ['https://user:secret@user.ipweb.cc', 'no user name or password'],
    ['https://user.ipweb.cc/?token=1', 'from ? or # on'],
    ['https://user.ipweb.cc/#x', 'from ? or # on'],
    ['http://169.254.169.254/latest/meta-data', 'never called'],
    ['http://metadata.google.internal./', 'never called'],
    ['https://metadata.google.internal/computeMetadata/v1', 'never called'],
    ['http://[fe80::1]/', 'never called'],
  ])('%j is refused even where local ones are allowed', (url, why) => {
    expect(refusedBaseUrl(url, local)).toContain(why);
    expect(refusedBaseUrl(url, local)).not.toContain('secret');
  });
});
