/** Python's functions and methods that make text and bytes of text and bytes, so that a name built at load time is known. */

import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type Bytes, EMPTY_TUPLE, isSequence, isThing, itemsOf, KEPT, type Sequence, type Term } from './term.ts';

/** What a pure function gives; undefined where it is not known. */
export type Pure = (args: readonly Term[]) => Term | undefined;

/** Nothing longer is made here, in bytes or characters. */
export const MAX_MADE = 2 ** 20;

export function bytesTerm(value: Uint8Array): Bytes {
  return { is: 'bytes', mutable: false, length: value.length, value, from: null };
}

export function sequenceTerm(is: Sequence['is'], items: readonly Term[]): Sequence {
  return { ...EMPTY_TUPLE, is, items: [...items], count: items.length };
}

/** The bytes of a bytes-like value that is held, or of ASCII text where a function takes both. */
export function heldBytes(term: Term | undefined): Buffer | undefined {
  if (typeof term === 'string') return /^[\0-\x7f]*$/.test(term) ? Buffer.from(term, 'latin1') : undefined;
  return isThing(term) && term.is === 'bytes' && term.value !== null ? Buffer.from(term.value) : undefined;
}

/** Of a template, in characters. */
const MAX_TEMPLATE = 4096;

function isText(term: Term | undefined): term is string {
  return typeof term === 'string';
}

function isCodePoint(term: Term | undefined): term is number {
  return typeof term === 'number' && term >= 0 && term <= 0x10ffff;
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (char) => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
}

function hex(term: Term | undefined): Term | undefined {
  const text = heldBytes(term)?.toString('latin1').replace(/\s/g, '');
  return text !== undefined && /^([0-9a-f]{2})*$/i.test(text) ? bytesTerm(Buffer.from(text, 'hex')) : undefined;
}

function base64(term: Term | undefined): Term | undefined {
  const text = heldBytes(term)?.toString('latin1');
  return text === undefined ? undefined : bytesTerm(Buffer.from(text, 'base64'));
}

function inflate(inflater: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer): Pure {
  return ([data]) => {
    const bytes = heldBytes(data);
    if (bytes === undefined) return undefined;
    try {
      return bytesTerm(inflater(bytes, { maxOutputLength: MAX_MADE }));
    } catch {
      return undefined;
    }
  };
}

const inflateAny = inflate((bytes, options) => {
  const first = bytes[0] ?? 0;
  return first === 0x1f
    ? gunzipSync(bytes, options)
    : (first & 0x0f) === 8
      ? inflateSync(bytes, options)
      : inflateRawSync(bytes, options);
});

/** Text encodings, under the names that Python has for them without `-`, `_` and spaces. */
const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  utf8: 'utf8',
  u8: 'utf8',
  utf: 'utf8',
  ascii: 'latin1',
  usascii: 'latin1',
  latin1: 'latin1',
  latin: 'latin1',
  l1: 'latin1',
  iso88591: 'latin1',
  cp1252: 'latin1',
  utf16: 'utf16le',
  utf16le: 'utf16le',
};

function codecName(term: Term | undefined): string {
  return isText(term) ? term.toLowerCase().replace(/[-_ ]/g, '') : term === undefined ? 'utf8' : '';
}

const decode: Pure = ([data, codec]) => {
  const name = codecName(codec);
  if (isText(data)) return /^(rot13|rot)$/.test(name) ? rot13(data) : undefined;
  const bytes = heldBytes(data);
  if (bytes === undefined) return undefined;
  const encoding = ENCODINGS[name];
  if (encoding !== undefined) return bytes.toString(encoding);
  return BINARY_CODECS[name.replace(/codec$/, '')]?.([data ?? null]);
};

const encode: Pure = ([data, codec]) => {
  const name = codecName(codec);
  if (!isText(data)) return undefined;
  if (/^(rot13|rot)$/.test(name)) return rot13(data);
  const encoding = ENCODINGS[name];
  return encoding === undefined ? undefined : bytesTerm(Buffer.from(data, encoding));
};

const BINARY_CODECS: Readonly<Record<string, Pure>> = {
  hex: ([data]) => hex(data),
  base64: ([data]) => base64(data),
  zlib: inflateAny,
  zip: inflateAny,
};

/** str or bytes of the same kind as `like`. */
function joined(separator: Term | undefined, parts: readonly Term[]): Term | undefined {
  if (isText(separator)) {
    if (!parts.every(isText)) return undefined;
    const size = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
    return size > MAX_MADE ? undefined : parts.join(separator);
  }
  const glue = heldBytes(separator);
  if (glue === undefined) return undefined;
  const buffers: Buffer[] = [];
  let size = 0;
  for (const [i, part] of parts.entries()) {
    const bytes = isText(part) ? undefined : heldBytes(part);
    if (bytes === undefined) return undefined;
    if (i > 0) buffers.push(glue);
    buffers.push(bytes);
    size += glue.length + bytes.length;
    if (size > MAX_MADE) return undefined;
  }
  return bytesTerm(Buffer.concat(buffers));
}

/** `str.format` for plain fields; what looks up attributes is not followed here. */
function format(template: Term | undefined, args: readonly Term[]): Term | undefined {
  if (!isText(template) || template.length > MAX_TEMPLATE || /\{[^{}]*[.[!:]/.test(template)) return undefined;
  let next = 0;
  return filled(template, /\{\{|\}\}|\{(\d*)\}/g, (whole, index) => {
    if (index === undefined) return whole[0];
    const value = args[index === '' ? next++ : Number(index)];
    return isText(value) || typeof value === 'number' ? String(value) : undefined;
  });
}

/** A template with its fields filled in; undefined where one is not known, or where it grows too long. */
function filled(
  template: string,
  fields: RegExp,
  fill: (whole: string, field: string | undefined) => string | undefined,
): string | undefined {
  const parts: string[] = [];
  let [size, end] = [0, 0];
  for (const match of template.matchAll(fields)) {
    const value = fill(match[0], match[1]);
    if (value === undefined) return undefined;
    size += match.index - end + value.length;
    if (size > MAX_MADE) return undefined;
    parts.push(template.slice(end, match.index), value);
    end = match.index + match[0].length;
  }
  return parts.join('') + template.slice(end);
}

/** `text % args` with %s, %c and %d alone. */
function percent(template: Term | undefined, args: Term | undefined): Term | undefined {
  if (!isText(template) || template.length > MAX_TEMPLATE) return undefined;
  const values = isSequence(args, 'tuple') ? itemsOf(args) : [args ?? null];
  if (values === null) return undefined;
  let next = 0;
  return filled(template, /%(.)/g, (_, kind) => {
    if (kind === '%') return '%';
    const value = values[next++];
    if (kind === 'c' && isCodePoint(value)) return String.fromCodePoint(value);
    if ((kind === 's' || kind === 'c') && isText(value)) return value;
    return (kind === 'd' || kind === 's') && typeof value === 'number' ? String(value) : undefined;
  });
}

function pick(of: Term | undefined, index: Term | undefined): Term | undefined {
  if (isThing(of) && of.is === 'dict') return of.entries.findLast(([key]) => key === index)?.[1];
  if (typeof index !== 'number') return undefined;
  if (isText(of)) return of.at(index);
  if (isThing(of) && of.is === 'bytes') return of.value?.at(index);
  return itemsOf(of)?.at(index);
}

function textMethod(change: (text: string, ...args: string[]) => string): Pure {
  return ([self, ...args]) => {
    if (!args.every(isText)) return undefined;
    if (isText(self)) return change(self, ...args);
    return undefined;
  };
}

function concat([left, right]: readonly Term[]): Term | undefined {
  if (isSequence(left) && isSequence(right))
    return sequenceTerm(left.is, [...left.items, ...right.items].slice(0, KEPT));
  return isText(left)
    ? joined('', [left, right ?? null])
    : joined(bytesTerm(new Uint8Array(0)), [left ?? null, right ?? null]);
}

function repeat([left, right]: readonly Term[]): Term | undefined {
  if (!isText(left) || typeof right !== 'number' || right * left.length > MAX_MADE) return undefined;
  return left.repeat(Math.max(0, right));
}

function iterated(term: Term | undefined): readonly Term[] | undefined {
  if (isText(term)) return [...term];
  if (isThing(term) && term.is === 'bytes') return term.value === null ? undefined : [...term.value];
  if (isThing(term) && term.is === 'dict') return term.entries.map(([key]) => key);
  return itemsOf(term) ?? undefined;
}

function asSequence(is: Sequence['is']): Pure {
  return ([of]) => {
    const items = of === undefined ? [] : iterated(of);
    return items === undefined ? undefined : sequenceTerm(is, items);
  };
}

const makeBytes: Pure = ([of, codec]) => {
  if (of === undefined) return bytesTerm(new Uint8Array(0));
  if (isText(of)) return encode([of, codec ?? null]);
  if (isThing(of) && of.is === 'bytes') return of;
  const items = itemsOf(of);
  return items?.every((item) => typeof item === 'number' && item >= 0 && item < 256)
    ? bytesTerm(Uint8Array.from(items, Number))
    : undefined;
};

/** Methods of str, bytes, list and dict; the first argument is the object. */
export const METHODS: Readonly<Record<string, Pure>> = {
  join: ([separator, parts]) => {
    const items = iterated(parts);
    return items === undefined ? undefined : joined(separator, items);
  },
  format: ([template, ...args]) => format(template, args),
  encode,
  decode,
  lower: textMethod((text) => text.toLowerCase()),
  upper: textMethod((text) => text.toUpperCase()),
  title: textMethod((text) =>
    text.replace(/[a-z]+/gi, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  ),
  swapcase: textMethod((text) =>
    [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(''),
  ),
  strip: textMethod((text, chars) => strip(text, chars, true, true)),
  lstrip: textMethod((text, chars) => strip(text, chars, true, false)),
  rstrip: textMethod((text, chars) => strip(text, chars, false, true)),
  removeprefix: textMethod((text, prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  removesuffix: textMethod((text, suffix = '') =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  replace: ([text, from, to]) =>
    isText(text) && isText(from) && isText(to) && text.length * Math.max(1, to.length) <= MAX_MADE
      ? text.replaceAll(from, () => to)
      : undefined,
  split: ([text, separator]) =>
    isText(text) && (separator === undefined || isText(separator))
      ? sequenceTerm(
          'list',
          (separator === undefined ? text.trim().split(/\s+/) : text.split(separator)).slice(0, 1024),
        )
      : undefined,
  get: ([of, key]) => pick(of, key),
  copy: ([of]) => of,
};

function strip(text: string, chars: string | undefined, left: boolean, right: boolean): string {
  const drop = (char: string | undefined) =>
    char !== undefined && (chars === undefined ? /\s/.test(char) : chars.includes(char));
  let start = 0;
  let end = text.length;
  while (left && start < end && drop(text[start])) start++;
  while (right && end > start && drop(text[end - 1])) end--;
  return text.slice(start, end);
}

/** Functions by their full name of today. */
export const FUNCTIONS: Readonly<Record<string, Pure>> = {
  'builtins.chr': ([code]) => (isCodePoint(code) ? String.fromCodePoint(code) : undefined),
  'builtins.ord': ([char]) => (isText(char) ? char.codePointAt(0) : undefined),
  'builtins.str': ([of, codec]) => {
    if (of === undefined) return '';
    if (codec !== undefined) return decode([of, codec]);
    return isText(of) ? of : typeof of === 'number' ? String(of) : undefined;
  },
  'builtins.int': ([of]) =>
    typeof of === 'number' ? of : isText(of) && /^\d{1,15}$/.test(of) ? Number(of) : undefined,
  'builtins.bytes': makeBytes,
  'builtins.bytearray': makeBytes,
  'builtins.list': asSequence('list'),
  'builtins.tuple': asSequence('tuple'),
  'builtins.iter': asSequence('list'),
  'builtins.reversed': ([of]) => {
    const items = iterated(of);
    return items === undefined ? undefined : sequenceTerm('list', [...items].reverse());
  },
  'builtins.next': ([of]) => itemsOf(of)?.[0],
  'builtins.bytes.fromhex': ([text]) => hex(text),
  'builtins.bytearray.fromhex': ([text]) => hex(text),
  'binascii.unhexlify': ([text]) => hex(text),
  'binascii.a2b_hex': ([text]) => hex(text),
  'binascii.a2b_base64': ([text]) => base64(text),
  'base64.b64decode': ([text]) => base64(text),
  'base64.standard_b64decode': ([text]) => base64(text),
  'base64.urlsafe_b64decode': ([text]) => base64(text),
  'base64.decodebytes': ([text]) => base64(text),
  'base64.b16decode': ([text]) => hex(text),
  'codecs.decode': decode,
  'codecs.encode': encode,
  'zlib.decompress': inflateAny,
  'gzip.decompress': inflateAny,
  'brotli.decompress': inflate((bytes, options) => brotliDecompressSync(bytes, options)),
  'operator.add': concat,
  'operator.concat': concat,
  'operator.iadd': concat,
  'operator.mul': repeat,
  'operator.getitem': ([of, index]) => pick(of, index),
  'operator.mod': ([template, args]) => percent(template, args),
};
