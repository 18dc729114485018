import { isArrayLiteralExpression, isJsxAttribute, isJsxExpression, type Node } from 'typescript/unstable/ast';
import { scopesOf } from './calls';
import { hasDirective, importsOf, literalText, type Module, nodesOf } from './source';

/** What the root layout gives to every page. */
export const EVERYWHERE = ['ui', 'layout.client'];

type Facts = { client: boolean; server: boolean; scopes: string[]; given: string[]; imports: string[] };

const kept = new WeakMap<Module, Facts>();

/** What of a module matters here; worked out once, since most pages share most modules. */
function factsOf(module: Module): Facts {
  const facts = kept.get(module) ?? {
    client: hasDirective(module, 'use client'),
    server: hasDirective(module, 'use server'),
    scopes: scopesOf(module),
    given: givenBy(module),
    imports: importsOf(module),
  };
  kept.set(module, facts);
  return facts;
}

type Reached = { needed: Map<string, string>; given: Map<string, string> };

/** The namespaces that `<ClientWords of={[…]}>` of a module names. */
function givenBy({ ast }: Module): string[] {
  return [...nodesOf(ast)].flatMap((node) => {
    if (!isJsxAttribute(node) || node.name.getText(ast) !== 'of' || !node.initializer) return [];
    const value: Node | undefined = isJsxExpression(node.initializer) ? node.initializer.expression : undefined;
    return value && isArrayLiteralExpression(value) ? value.elements.flatMap((item) => literalText(item) ?? []) : [];
  });
}

/** What the client components of a page ask for and what its server components give, each with the module that does. */
export function wordsOfPage(entries: readonly string[], modules: ReadonlyMap<string, Module>): Reached {
  const reached: Reached = { needed: new Map(), given: new Map() };
  const seen = new Set<string>();
  const walk = (path: string, inClient: boolean) => {
    const module = modules.get(path);
    if (!module) return;
    const facts = factsOf(module);
    if (facts.server) return;
    const client = inClient || facts.client;
    if (seen.has(`${path}:${client}`)) return;
    seen.add(`${path}:${client}`);
    if (client) for (const scope of facts.scopes) reached.needed.set(scope, path);
    else for (const scope of facts.given) reached.given.set(scope, path);
    for (const next of facts.imports) walk(next, client);
  };
  for (const entry of entries) walk(entry, false);
  return reached;
}

/** True where what is given covers what is needed: `orders` covers `orders.topUp`. */
export function covers(given: string, needed: string): boolean {
  return needed === given || needed.startsWith(`${given}.`);
}
