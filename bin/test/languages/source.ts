import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import {
  isCallExpression,
  isExportDeclaration,
  isIdentifier,
  isImportDeclaration,
  isJsxText,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTemplateHead,
} from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { root } from '../../install.mjs';

export const base = root;

export type Module = { path: string; ast: SourceFile };

/** Every TypeScript file below the folders, parsed; paths are relative to the project. */
export function parseModules(folders: readonly string[]): Module[] {
  const api = new API({ cwd: base });
  try {
    const project = api.updateSnapshot({ openProject: join(base, 'tsconfig.json') }).getProjects()[0];
    const paths = folders.flatMap((folder) =>
      readdirSync(join(base, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    );
    return paths
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing/.test(path))
      .sort()
      .flatMap((path) => {
        const ast = project?.program.getSourceFile(join(base, path));
        return ast ? [{ path, ast }] : [];
      });
  } finally {
    api.close();
  }
}

/** Every node of a tree, parents first. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

/** The text of a string in the source, or the part of a template before its first hole. */
export function literalText(node: Node): string | null {
  const literal = isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node) || isTemplateHead(node);
  return literal || isJsxText(node) ? node.text : null;
}

/** `path:line` of a node. */
export function placeOf({ path, ast }: Module, node: Node): string {
  return `${path}:${ast.text.slice(0, node.getStart(ast)).split('\n').length}`;
}

function fileOf(specifier: string, from: string): string | null {
  if (!/^(@\/|\.)/.test(specifier)) return null;
  const path = specifier.startsWith('@/') ? specifier.slice(2) : join(from, '..', specifier);
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((name) => existsSync(join(base, name))) ?? null;
}

/** The files that a module loads, also later; what it takes types of only is left out. */
export function importsOf({ path, ast }: Module): string[] {
  const specifiers = [...nodesOf(ast)].flatMap((node): Node[] => {
    if (isImportDeclaration(node)) {
      return node.importClause?.phaseModifier === undefined ? [node.moduleSpecifier] : [];
    }
    if (isExportDeclaration(node)) return node.moduleSpecifier && !node.isTypeOnly ? [node.moduleSpecifier] : [];
    const called =
      isCallExpression(node) && !isIdentifier(node.expression) && node.expression.getText(ast) === 'import';
    return called ? node.arguments.slice(0, 1) : [];
  });
  return specifiers.flatMap((node) => fileOf(literalText(node) ?? '', path) ?? []);
}

/** True for a module that begins with the directive, such as `use client`. */
export function hasDirective({ ast }: Module, directive: string): boolean {
  return ast.text.startsWith(`'${directive}'`);
}
