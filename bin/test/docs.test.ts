import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { base } from './languages/source';

/** What a newcomer reads: every way it names leads somewhere. */

const read = (path: string) => readFileSync(join(base, path), 'utf8');
const documents = globSync(['*.md', 'docs/**/*.md', 'sandbox/*.md', 'lib/providers/*/README.md'], { cwd: base }).sort();

/** Without the blocks of code. */
const prose = (path: string) => read(path).replace(/^```[\s\S]*?^```/gm, '');

/** Headings as GitHub makes anchors of them. */
function anchorsOf(path: string): string[] {
  return [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Relative links that lead nowhere. */
function deadLinks(path: string): string[] {
  return [...prose(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const there = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(join(base, there))) return true;
      return anchor !== undefined && !anchorsOf(there).includes(anchor);
    });
}

const FOLDERS = 'app|bench|bin|components|docs|e2e|lib|messages|prisma|public|sandbox';
const LOOKS_LIKE_PATH = new RegExp(`(?:^|[ \\\`(])((?:${FOLDERS})/[\\w./()\\[\\]{},*<>|-]+)`, 'g');

/** `{a,b}` and `<x>` as a glob has them; without an ending it may be a folder or a module. */
function exists(named: string): boolean {
  const glob = named
    .replace(/[.,)]+$/, '')
    .replaceAll(/<[^>]*>/g, '*')
    .replaceAll(/[[\]()]/g, '?')
    .replace(/\/$/, '');
  return ['', '.*'].some((ending) => globSync(`${glob}${ending}`, { cwd: base }).length > 0);
}

const FILE = /^[\w.-]+\.(tsx?|mjs|md|prisma)$/;

/** Files and folders named in backticks that are not there; a file without its folder may be in any. */
function missingPaths(path: string): string[] {
  const named = [...prose(path).matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) =>
    FILE.test(code) ? [code] : [...code.matchAll(LOOKS_LIKE_PATH)].map(([, one = '']) => one),
  );
  return named.filter((one) => (FILE.test(one) ? !fileNames.has(one) : !exists(one)));
}

const fileNames = new Set(
  globSync([`{${FOLDERS.replaceAll('|', ',')}}/**/*`, '*'], { cwd: base }).map((path) => basename(path)),
);

const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
/** Every word that `gigatill` takes as a command, at the first place or the second. */
const commands = new Set(
  readdirSync(join(base, 'bin/gigatill')).flatMap((name) =>
    [...read(`bin/gigatill/${name}`).matchAll(/\.command\('([\w-]+)/g)].map(([, command = '']) => command),
  ),
);

const options = new Set(
  readdirSync(join(base, 'bin/gigatill')).flatMap((name) =>
    [...read(`bin/gigatill/${name}`).matchAll(/ption\(\s*'(?:-\w, )?(--[\w-]+)/g)].map(([, option = '']) => option),
  ),
);

/** Commands and options that npm or the command line would not know. */
function unknownCommands(path: string): string[] {
  const text = read(path);
  const run = [...text.matchAll(/npm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(
    ([, one, two]) => one ?? two ?? '',
  );
  const given = [...text.matchAll(/gigatill -- ([^`\n#]*)/g)].flatMap(([, line = '']) => line.match(/--[\w-]+/g) ?? []);
  const ours = [...text.matchAll(/gigatill -- ([a-z][\w-]*)(?: ([a-z][\w-]*))?/g)];
  return [
    ...run.filter((script) => !scripts.includes(script)),
    ...given.filter((option) => option !== '--help' && !options.has(option)),
    ...ours
      .flatMap(([, first = '', second]) => (second === undefined ? [first] : [first, second]))
      .filter((word) => !commands.has(word)),
  ];
}

describe.each(documents)('%s', (path) => {
  it('links to what is there', () => expect(deadLinks(path)).toEqual([]));
  // What was changed long ago may be gone by now.
  it.skipIf(path === 'CHANGELOG.md')('names files that are there', () => expect(missingPaths(path)).toEqual([]));
  it('names commands that are there', () => expect(unknownCommands(path)).toEqual([]));
});

it('finds what is not there', () => {
  expect(exists('lib/core/money.ts') && exists('lib/core/money') && exists('lib/<domain>/index.ts')).toBe(true);
  expect(exists('lib/core/gone.ts') || exists('lib/gone/')).toBe(false);
  expect(commands.has('ledger') && commands.has('check') && !commands.has('gone')).toBe(true);
});

it('the README tells of every variable of the environment, and of no other', () => {
  const variables = [...read('lib/infra/env.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  expect(variables.length).toBeGreaterThan(15);
  const [, section = ''] = /^## Settings$([\s\S]*?)^## /m.exec(read('README.md')) ?? [];
  const told = [...section.matchAll(/^\| (`[^|]*)|^(`.*)/gm)].flatMap(([line]) =>
    [...(line.startsWith('|') ? (line.split('|')[1] ?? '') : line).matchAll(/`([A-Z][A-Z_]+)`/g)].map(
      ([, name]) => name,
    ),
  );
  expect(told.sort()).toEqual(variables.sort());
});

it('decisions have a number each, which their heading repeats, and every one that is named is there', () => {
  const names = readdirSync(join(base, 'docs/adr'));
  const numbers = names.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]));
  expect(new Set(numbers).size).toBe(names.length);
  for (const [index, name] of names.entries()) {
    expect(read(`docs/adr/${name}`), name).toMatch(new RegExp(`^# ${numbers[index]}\\. \\S`));
  }
  const sources = globSync(['lib/**/*.ts', 'app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'bench/**/*.ts'], {
    cwd: base,
  });
  const named = [...documents, ...sources.filter((path) => statSync(join(base, path)).isFile())].flatMap((path) =>
    [...read(path).matchAll(/\bADRs? (\d+)\b/g)].map(([, number]) => Number(number)),
  );
  expect([...new Set(named)].filter((number) => !numbers.includes(number))).toEqual([]);
});
