import {
  isArrayBindingPattern,
  isArrayLiteralExpression,
  isBindingElement,
  isCallExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isTemplateExpression,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast';
import { literalText, type Module, nodesOf, placeOf } from './source';

/** What gives a translator, and which of its arguments names the scope. */
const SOURCES: Record<string, number> = { useTranslations: 0, getTranslations: 0, translatorFor: 1 };

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

/** The scope of `useTranslations('orders')` and the like; null for anything else. */
function scopeOf(node: Node | undefined): string | null {
  const call = inner(node);
  if (!call || !isCallExpression(call) || !isIdentifier(call.expression)) return null;
  const index = SOURCES[call.expression.text];
  if (index === undefined) return null;
  const scope = call.arguments[index];
  return scope ? literalText(scope) : '';
}

/** The names that a declaration binds, each with the node that it gets: also of `const [a, t] = await Promise.all([…])`. */
function bindings(node: Node): [string, Node | undefined][] {
  if (!isVariableDeclaration(node)) return [];
  if (isIdentifier(node.name)) return [[node.name.text, node.initializer]];
  const call = inner(node.initializer);
  const list = call && isCallExpression(call) ? call.arguments[0] : undefined;
  if (!isArrayBindingPattern(node.name) || !list || !isArrayLiteralExpression(list)) return [];
  return node.name.elements.flatMap((element, index): [string, Node | undefined][] =>
    isBindingElement(element) && element.name && isIdentifier(element.name)
      ? [[element.name.text, list.elements[index]]]
      : [],
  );
}

/** `t` and the like: the scopes that each name of the module stands for. */
function translators({ ast }: Module): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of [...nodesOf(ast)].flatMap(bindings)) {
    const scope = scopeOf(value);
    if (scope !== null) found.set(name, [...(found.get(name) ?? []), scope]);
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

type Uses = { text: string; scopes: string[]; open: string[]; strings: Set<string>; heads: string[] };

/** What of a module decides which messages it may use; worked out once. */
function usesOf(module: Module): Uses {
  const known = translators(module);
  const nodes = [...nodesOf(module.ast)];
  const strings = new Set(nodes.flatMap((node) => literalText(node) ?? []));
  // Scopes of which a key is asked that only running the module would tell: `t(order.status)`.
  const open = nodes.flatMap((node) => {
    if (!isCallExpression(node) || !isIdentifier(node.expression) || !node.arguments[0]) return [];
    const plain = literalText(node.arguments[0]) === null && !isTemplateExpression(node.arguments[0]);
    return plain ? (known.get(node.expression.text) ?? []) : [];
  });
  // What templates begin with, as far as it names a group: `status.` of `status.${order.status}`.
  const heads = [...strings].filter((text) => /^[a-zA-Z.]+\.$/.test(text));
  return { text: module.ast.text, scopes: [...new Set([...known.values()].flat())], open, strings, heads };
}

const kept = new WeakMap<Module, Uses>();

/** The full keys that a module may use: what its strings, and the beginnings of its templates, can stand for. */
export function mayUse(module: Module, fullKey: string): boolean {
  const uses = kept.get(module) ?? usesOf(module);
  kept.set(module, uses);
  const [namespace, group] = fullKey.split('.');
  // A group that is looked up as a whole: `useMessages().audit`, then `words.verbs[verb]`.
  if (uses.text.includes(`useMessages().${namespace};`) && uses.text.includes(`.${group}[`)) return true;
  if (uses.text.includes(`useMessages().${namespace}.${group};`)) return true;
  if (uses.open.includes(fullKey.replace(/\.[^.]*$/, ''))) return true;
  return uses.scopes.some((scope) => {
    const rest = scope === '' ? fullKey : fullKey.startsWith(`${scope}.`) ? fullKey.slice(scope.length + 1) : null;
    return rest !== null && (uses.strings.has(rest) || uses.heads.some((head) => rest.startsWith(head)));
  });
}
