import {
  isBinaryExpression,
  isConditionalExpression,
  isIdentifier,
  isJsxAttribute,
  isJsxExpression,
  isJsxText,
  isNoSubstitutionTemplateLiteral,
  isParenthesizedExpression,
  isPropertyAssignment,
  isStringLiteral,
  isTemplateExpression,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { type Module, nodesOf, placeOf } from './source';

/** Props and properties whose value somebody reads. */
const READ = new Set(
  'aria-label aria-description title placeholder label alt caption description hint text message note prefix suffix pendingText all empty heading legend summary'.split(
    ' ',
  ),
);

/** Names and units, the same in every language. */
const SAME = /\b(Gigatill|IPWeb|Freebit|IPIDEA|IPv?4?6?|API|CSV|XLSX|PDF|PNG|JSON|UTC|GB|MB|KB|TB|PB|B|ms|x)\b/g;

function speaks(text: string): boolean {
  // A code such as `order.created` is the same in every language.
  if (/^[a-z]+([._][a-z]+)+$/.test(text)) return false;
  return /\p{L}{2}/u.test(text.replace(SAME, ''));
}

const LOGICAL: readonly SyntaxKind[] = [
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.AmpersandAmpersandToken,
];

/** What a value may come out as: the strings of a choice, of a template, of a fallback. */
function* spoken(node: Node): Generator<Node> {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) {
    if (speaks(node.text)) yield node;
    return;
  }
  if (isTemplateExpression(node)) {
    const words = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ');
    if (speaks(words)) yield node;
    return;
  }
  if (isConditionalExpression(node)) {
    yield* spoken(node.whenTrue);
    yield* spoken(node.whenFalse);
    return;
  }
  if (isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken) yield* spoken(node.left);
    if (kind !== SyntaxKind.PlusToken && !LOGICAL.includes(kind)) return;
    yield* spoken(node.right);
    return;
  }
  if (isJsxExpression(node) || isParenthesizedExpression(node)) {
    if (node.expression) yield* spoken(node.expression);
  }
}

/** The places of a module where somebody would read text that is written in the source. */
export function hardCoded(module: Module): string[] {
  const found = new Set<Node>();
  for (const node of nodesOf(module.ast)) {
    if (isJsxText(node) && speaks(node.text)) found.add(node);
    // An attribute's expression is looked at below, by its name.
    if (isJsxExpression(node) && !isJsxAttribute(node.parent)) for (const text of spoken(node)) found.add(text);
    const named = isJsxAttribute(node) || isPropertyAssignment(node);
    if (!named || !node.initializer) continue;
    const name = isIdentifier(node.name) || isStringLiteral(node.name) ? node.name.text : node.name.getText(module.ast);
    if (READ.has(name)) for (const text of spoken(node.initializer)) found.add(text);
  }
  return [...found].map((node) => `${placeOf(module, node)} ${node.getText(module.ast).trim().slice(0, 60)}`);
}
