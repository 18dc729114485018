/**
 * JSON as the provider wrote it. `JSON.parse` turns 57500.89 into a float; here a number keeps its source text, so that
 * a figure reaches `parseDecimal` exactly as it was sent.
 */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Deeper than any answer of a provider; it keeps hostile text from using up the stack. */
const MAX_DEPTH = 500;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Without escapes, quotes and control characters. */
const PLAIN_TEXT = /"[ !#-[\]-\uffff]*"/y;

/** Where a pattern's match at `from` ends; -1 where there is none. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Reads one text from its start to its end. Throws SyntaxError where it is no JSON. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at !== this.#text.length) this.#fail();
    return value;
  }

  #fail(): never {
    throw new SyntaxError(`no JSON at ${this.#at}`);
  }

  #skipSpace(): void {
    if (this.#text.charCodeAt(this.#at) <= 32) this.#at = endOf(SPACE, this.#text, this.#at);
  }

  /** Goes past `mark` where it is next. */
  #passes(mark: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #value(depth: number): unknown {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth + 1);
      case '[':
        return this.#array(depth + 1);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return new ExactNumber(this.#match(NUMBER));
    }
  }

  #match(pattern: RegExp): string {
    const from = this.#at;
    const end = endOf(pattern, this.#text, from);
    if (end === -1) this.#fail();
    this.#at = end;
    return this.#text.slice(from, end);
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) this.#fail();
    this.#at += word.length;
    return value;
  }

  #string(): string {
    const from = this.#at;
    const end = endOf(PLAIN_TEXT, this.#text, from);
    if (end === -1) return this.#textWithEscapes();
    this.#at = end;
    return this.#text.slice(from + 1, end - 1);
  }

  /** Up to the quote that closes it; `JSON.parse` knows what its escapes mean, and what text may not hold. */
  #textWithEscapes(): string {
    const from = this.#at;
    if (this.#text[from] !== '"') this.#fail();
    let at = from + 1;
    while (at < this.#text.length && this.#text[at] !== '"') at += this.#text[at] === '\\' ? 2 : 1;
    this.#at = at + 1;
    return JSON.parse(this.#text.slice(from, at + 1));
  }

  #array(depth: number): unknown[] {
    if (depth > MAX_DEPTH) this.#fail();
    this.#at += 1;
    const items: unknown[] = [];
    if (this.#passes(']')) return items;
    do items.push(this.#value(depth));
    while (this.#passes(','));
    return this.#passes(']') ? items : this.#fail();
  }

  #object(depth: number): Record<string, unknown> {
    if (depth > MAX_DEPTH) this.#fail();
    this.#at += 1;
    const object: Record<string, unknown> = {};
    if (this.#passes('}')) return object;
    do {
      this.#skipSpace();
      const key = this.#string();
      if (!this.#passes(':')) this.#fail();
      const value = this.#value(depth);
      // A field of that name, not the object's prototype.
      if (key === '__proto__') {
        Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
      } else {
        object[key] = value;
      }
    } while (this.#passes(','));
    return this.#passes('}') ? object : this.#fail();
  }
}

/**
 * Parses JSON as `JSON.parse` does, numbers as `ExactNumber`; `undefined` where the text is no JSON or nested beyond
 * reason. Much cheaper than `JSON.parse` with a reviver that is told each number's source.
 */
export function parseExactJson(text: string): unknown {
  try {
    return new Reader(text).whole();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
