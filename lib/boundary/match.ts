import type { Endpoint, Method } from './endpoint';

type Node = {
  literals: Map<string, Node>;
  param: { name: string; node: Node } | null;
  byMethod: Map<Method, Endpoint>;
};

export type Match =
  | { kind: 'found'; endpoint: Endpoint; params: Record<string, string> }
  | { kind: 'wrong_method'; allow: Method[] }
  | { kind: 'unknown' };

function newNode(): Node {
  return { literals: new Map(), param: null, byMethod: new Map() };
}

function childFor(node: Node, segment: string, path: string): Node {
  const name = /^\{(\w+)\}$/.exec(segment)?.[1];
  if (name === undefined) {
    const child = node.literals.get(segment) ?? newNode();
    node.literals.set(segment, child);
    return child;
  }
  node.param ??= { name, node: newNode() };
  if (node.param.name !== name) throw new Error(`${path}: {${name}} is called {${node.param.name}} in another path`);
  return node.param.node;
}

/** Finds the endpoint of a path below `/api/v1`, given as its decoded segments. Throws for a table that contradicts itself. */
export function matcher(endpoints: readonly Endpoint[]): (method: string, segments: readonly string[]) => Match {
  const root = newNode();
  for (const endpoint of endpoints) {
    let node = root;
    for (const segment of endpoint.path.slice(1).split('/')) node = childFor(node, segment, endpoint.path);
    if (node.byMethod.has(endpoint.method)) throw new Error(`${endpoint.method} ${endpoint.path} is there twice`);
    node.byMethod.set(endpoint.method, endpoint);
  }
  return (method, segments) => {
    let node = root;
    const params: Record<string, string> = {};
    for (const segment of segments) {
      const literal = node.literals.get(segment);
      if (literal) {
        node = literal;
      } else if (node.param && segment !== '') {
        params[node.param.name] = segment;
        node = node.param.node;
      } else {
        return { kind: 'unknown' };
      }
    }
    if (node.byMethod.size === 0) return { kind: 'unknown' };
    const asked = method === 'HEAD' ? 'GET' : method;
    for (const [known, endpoint] of node.byMethod) if (known === asked) return { kind: 'found', endpoint, params };
    return { kind: 'wrong_method', allow: [...node.byMethod.keys()] };
  };
}
