/** Python literals as headers write them: strings without escapes, numbers, True, False, None, tuples, lists, dictionaries. */

export type PythonLiteral =
  | string
  | number
  | boolean
  | null
  | readonly PythonLiteral[]
  | ReadonlyMap<string, PythonLiteral>;

const DEEPEST = 32;
const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };

/** Reads `text` as one literal; undefined where it is anything else, or says something twice. */
export function pythonLiteral(text: string): PythonLiteral | undefined {
  let at = 0;

  function skip(): void {
    while (/\s/.test(text[at] ?? '')) at += 1;
  }

  function eat(mark: string): boolean {
    skip();
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  }

  function value(depth: number): PythonLiteral | undefined {
    skip();
    if (depth > DEEPEST) return undefined;
    if (eat('(')) return sequence(')', depth);
    if (eat('[')) return sequence(']', depth);
    if (eat('{')) return dictionary(depth);
    const pattern = /'([^'\\\n]*)'|"([^"\\\n]*)"|(\d{1,15})L?\b|(True|False|None)\b/y;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    const [, single, double, digits, word] = match;
    if (digits !== undefined) return Number(digits);
    return word === undefined ? (single ?? double) : WORDS[word];
  }

  function sequence(close: string, depth: number): PythonLiteral[] | undefined {
    const items: PythonLiteral[] = [];
    while (!eat(close)) {
      const item = value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      if (!eat(',')) return eat(close) ? items : undefined;
    }
    return items;
  }

  function dictionary(depth: number): Map<string, PythonLiteral> | undefined {
    const items = new Map<string, PythonLiteral>();
    while (!eat('}')) {
      const key = value(depth + 1);
      const item = eat(':') ? value(depth + 1) : undefined;
      if (typeof key !== 'string' || item === undefined || items.has(key)) return undefined;
      items.set(key, item);
      if (!eat(',')) return eat('}') ? items : undefined;
    }
    return items;
  }

  const result = value(0);
  skip();
  return at === text.length ? result : undefined;
}
