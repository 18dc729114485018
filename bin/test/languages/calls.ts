import {
  isCallExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast';
import { literalText, type Module, nodesOf, placeOf } from './source';

const SOURCES = ['useTranslations', 'getTranslations'];

/** One use of a message: `t('key', { name })`. `names` is null where they cannot be read from the source. */
export type Call = { place: string; scopes: string[]; key: string; names: string[] | null };

/** A node without the `await` around it. */
function inner(node: Node | undefined): Node | undefined {
  if (!node || isCallExpression(node)) return node;
  let found: Node | undefined;
  node.forEachChild((child) => {
    found ??= child;
  });
  return found;
}

/** `t` and the like: the scopes that each name of the module stands for. */
function translators({ ast }: Module): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const node of nodesOf(ast)) {
    if (!isVariableDeclaration(node) || !isIdentifier(node.name)) continue;
    const call = inner(node.initializer);
    if (!call || !isCallExpression(call) || !isIdentifier(call.expression)) continue;
    if (!SOURCES.includes(call.expression.text)) continue;
    const scope = call.arguments[0] ? literalText(call.arguments[0]) : '';
    if (scope !== null) found.set(node.name.text, [...(found.get(node.name.text) ?? []), scope]);
  }
  return found;
}

/** The scopes that a module asks messages of. */
export function scopesOf(module: Module): string[] {
  return [...new Set([...translators(module).values()].flat())];
}

function namesOf(node: Node | undefined): string[] | null {
  if (!node) return [];
  if (!isObjectLiteralExpression(node) || node.properties.some(isSpreadAssignment)) return null;
  return node.properties.flatMap((property) => {
    const named = isPropertyAssignment(property) || isShorthandPropertyAssignment(property);
    return named && isIdentifier(property.name) ? [property.name.text] : [];
  });
}

/** Every call of a translator with a key that is written out. */
export function callsOf(module: Module): Call[] {
  const known = translators(module);
  return [...nodesOf(module.ast)].flatMap((node): Call[] => {
    if (!isCallExpression(node) || !node.arguments[0]) return [];
    const callee = isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression;
    const scopes = isIdentifier(callee) ? known.get(callee.text) : undefined;
    const key = literalText(node.arguments[0]);
    if (!scopes || key === null || node.arguments[0].getText(module.ast).includes('$'.concat('{'))) return [];
    return [{ place: placeOf(module, node), scopes, key, names: namesOf(node.arguments[1]) }];
  });
}

/** The full keys that a module may use: what its strings, and the beginnings of its templates, can stand for. */
export function mayUse(module: Module, fullKey: string): boolean {
  return scopesOf(module).some((scope) => {
    const rest = scope === '' ? fullKey : fullKey.startsWith(`${scope}.`) ? fullKey.slice(scope.length + 1) : null;
    return rest !== null && (stringsOf(module).has(rest) || headsOf(module).some((head) => rest.startsWith(head)));
  });
}

const strings = new WeakMap<Module, Set<string>>();

function stringsOf(module: Module): Set<string> {
  let found = strings.get(module);
  if (!found) {
    found = new Set([...nodesOf(module.ast)].flatMap((node) => literalText(node) ?? []));
    strings.set(module, found);
  }
  return found;
}

/** What templates begin with, as far as it names a group: `status.` of `status.${order.status}`. */
function headsOf(module: Module): string[] {
  return [...stringsOf(module)].filter((text) => /^[a-zA-Z.]+\.$/.test(text));
}
