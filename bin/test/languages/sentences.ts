import {
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isParenthesizedExpression,
  isPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast';
import { type Module, nodesOf, placeOf } from './source';

/** Properties whose text is for the log or for the document of the API, not for the screen. */
const UNREAD = ['internal', 'summary', 'description'];

/** The English of a string or template as translations are keyed: values as `{0}`, `{1}`. */
function templateOf(node: Node): string | null {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map((span, index) => `{${index}}${span.literal.text}`).join('');
}

function unread(node: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (isPropertyAssignment(at) && isIdentifier(at.name) && UNREAD.includes(at.name.text)) return true;
  }
  return false;
}

/** Names of what is kept to be shown: details of events, reasons and proofs. */
const SHOWN = ['detail', 'note', 'why', 'reason', 'problem', 'said', 'message', 'where'];

/** What names something that is not found, and what tells why an answer was of no use. */
const SAY = ['notFound', 'unrecognised', 'malformed', 'firingNote'];

/** Where half sentences end up inside whole ones that people read: why a provider's answer was of no use. */
const HALVES = ['lib/providers/', 'lib/infra/http.ts', 'lib/infra/address-policy.ts'];

/** What a value may come out as, through choices and fallbacks, has this place in the source. */
function isValueOf(node: Node, names: readonly string[]): boolean {
  let at = node;
  while (isConditionalExpression(at.parent) || isBinaryExpression(at.parent) || isParenthesizedExpression(at.parent)) {
    if (isConditionalExpression(at.parent) && at.parent.condition === at) return false;
    at = at.parent;
  }
  const { parent } = at;
  const named = isPropertyAssignment(parent) || isVariableDeclaration(parent);
  return named && parent.initializer === at && isIdentifier(parent.name) && names.includes(parent.name.text);
}

/** Choices of our own types that look like words. */
const CODES = ['not negative'];

/** More than a code or a path such as `traffic.inRecentDays`: it begins with a capital or has words with a space. */
function speaks(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(/\{\d\}/g, '')) && /^\p{Lu}|\s/u.test(text);
}

/** Words with a space between them, in no code, SQL or address. */
function isHalfSentence(text: string): boolean {
  return /\p{Ll}{2,} \p{Ll}{2,}/u.test(text) && !/[<>=;\n]|^ | $/.test(text) && !CODES.includes(text);
}

/** What a module says to people: whole sentences, the names of things that are not found, and what is kept to be shown. */
export function sentencesOf(module: Module): { place: string; text: string }[] {
  return [...nodesOf(module.ast)].flatMap((node) => {
    const text = templateOf(node);
    if (text === null || unread(node)) return [];
    const call =
      isCallExpression(node.parent) && isIdentifier(node.parent.expression) ? node.parent.expression.text : '';
    const sentence = /^(\p{Lu}|\{0\}).* .*[.?]$/su.test(text) || (SAY.includes(call) && speaks(text));
    const half = HALVES.some((start) => module.path.startsWith(start)) && isHalfSentence(text);
    const kept = isValueOf(node, SHOWN) && speaks(text);
    return sentence || half || kept ? [{ place: placeOf(module, node), text }] : [];
  });
}

/** Every string and template of a module, as translations are keyed. */
export function templatesOf(module: Module): string[] {
  return [...nodesOf(module.ast)].flatMap((node) => templateOf(node) ?? []);
}
