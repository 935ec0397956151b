/** Terms as Python would write them, short enough to read. */

import { type Bytes, type Call, isSequence, type Term, type Thing } from './term.ts';

const MAX_TEXT = 600;
const MAX_ITEMS = 12;
const MAX_DEPTH = 6;
/** Terms written for one description: nested lists would grow without end. */
const MAX_TERMS = 200;
const MAX_DESCRIPTION = 2000;

/** At most about two thousand characters, however large the value. */
export function describe(term: Term | undefined): string {
  const text = createWriter()(term ?? null, 0);
  return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION)}…` : text;
}

function quote(text: string): string {
  const shown = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  const escaped = shown.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

/** `os.system`, or the module's name alone; cut where it is too long to be read. */
export function globalName(module: string, name: string): string {
  const whole = name === '' ? module : `${module}.${name}`;
  return whole.length > MAX_TEXT ? `${whole.slice(0, MAX_TEXT)}…` : whole;
}

function createWriter(): (term: Term, depth: number) => string {
  let left = MAX_TERMS;

  function list(terms: readonly Term[], count: number, depth: number): string {
    const shown = terms.slice(0, MAX_ITEMS).map((term) => write(term, depth + 1));
    if (count > shown.length) shown.push(`… ${count - shown.length} more`);
    return shown.join(', ');
  }

  function write(term: Term, depth: number): string {
    if (term === null) return 'None';
    if (term === true) return 'True';
    if (term === false) return 'False';
    if (typeof term === 'string') return quote(term);
    if (typeof term === 'number') return String(term);
    if (typeof term === 'bigint')
      return term < 10n ** 100n && term > -(10n ** 100n) ? term.toString() : 'a long number';
    return depth > MAX_DEPTH || --left < 0 ? '…' : thing(term, depth);
  }

  function thing(term: Thing, depth: number): string {
    switch (term.is) {
      case 'float':
        return String(term.value);
      case 'bytes':
        return binary(term);
      case 'long-text':
        return `<text of ${term.length} bytes>`;
      case 'tuple':
        return term.count === 1 ? `(${list(term.items, 1, depth)},)` : `(${list(term.items, term.count, depth)})`;
      case 'list':
        return `[${list(term.items, term.count, depth)}]`;
      case 'set':
      case 'frozenset':
        return `${term.is}({${list(term.items, term.count, depth)}})`;
      case 'dict': {
        const pairs = term.entries.slice(0, MAX_ITEMS);
        const shown = pairs.map(([key, value]) => `${write(key, depth + 1)}: ${write(value, depth + 1)}`);
        if (term.count > shown.length) shown.push(`… ${term.count - shown.length} more`);
        return `{${shown.join(', ')}}`;
      }
      case 'global':
        return globalName(term.module, term.name);
      case 'call':
        return `${write(term.callee, depth + 1)}(${callArguments(term, depth)})`;
      case 'attribute':
        return `${write(term.of, depth + 1)}.${term.name}`;
      case 'persistent':
        return `persistent_load(${write(term.id, depth + 1)})`;
      case 'extension':
        return `<extension ${term.code}>`;
      case 'opaque':
        return `<${term.what}>`;
      case 'run':
        return `<${term.count} values>`;
    }
  }

  function callArguments({ args, keywords }: Call, depth: number): string {
    const plain = isSequence(args, 'tuple') ? list(args.items, args.count, depth) : `*${write(args, depth + 1)}`;
    if (keywords === null) return plain;
    const isDict = typeof keywords === 'object' && keywords.is === 'dict';
    const named = isDict
      ? keywords.entries.slice(0, MAX_ITEMS).map(([key, value]) => `${key}=${write(value, depth + 1)}`)
      : [`**${write(keywords, depth + 1)}`];
    return [plain, ...named].filter((part) => part !== '').join(', ');
  }

  return write;
}

function binary({ value, length, mutable }: Bytes): string {
  if (value === null) return `<${length} bytes>`;
  const body = quote(Buffer.from(value.subarray(0, MAX_TEXT)).toString('latin1')).replace(
    /[^ -~]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  const more = length > MAX_TEXT ? `… ${length} bytes` : '';
  return mutable ? `bytearray(b${body}${more})` : `b${body}${more}`;
}
