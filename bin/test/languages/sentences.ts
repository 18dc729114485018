import {
  isCallExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
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

/** What a module says to people: whole sentences, and the names of things that are not found. */
export function sentencesOf(module: Module): { place: string; text: string }[] {
  return [...nodesOf(module.ast)].flatMap((node) => {
    const text = templateOf(node);
    if (text === null || unread(node)) return [];
    const call =
      isCallExpression(node.parent) && isIdentifier(node.parent.expression) ? node.parent.expression.text : '';
    const sentence = /^(\p{Lu}|\{0\}).* .*[.?]$/su.test(text) || call === 'notFound';
    return sentence ? [{ place: placeOf(module, node), text }] : [];
  });
}

/** Every string and template of a module, as translations are keyed. */
export function templatesOf(module: Module): string[] {
  return [...nodesOf(module.ast)].flatMap((node) => templateOf(node) ?? []);
}
