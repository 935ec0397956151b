/** The net: every word of a text that has the shape of a reference, wide on purpose, since nothing later can add one. */

import { type NotARepository, readHubAddress, readHubUri, readSpaceHost, readWord, type Target } from './ids.ts';

export interface Word {
  /** As written, trimmed of punctuation. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What stands before it in the same breath: `model` in `model=ns/name` and `--model=ns/name`. */
  readonly key: string | null;
  /** True where it goes on in a part that is not literal: `ns/{name}`, `ns/name-*`, `<user>/name`. */
  readonly open: boolean;
  readonly target: Target | NotARepository;
}

const ADDRESS = /[^\s"'`<>|\\^{}[\]]*/y;
const SCHEME = /(?:^|[^A-Za-z])((?:[a-z][a-z0-9+.-]*):\/\/)/i;

/** Schemes of the Hub's own, and what its address is made of after them. */
const HUB_SCHEMES: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    'hf://': /^/,
    'huggingface://': /^/,
    'hf-mount://': /^/,
    'djl://': /^ai\.djl\.huggingface\.\w+\//,
  }),
);

/** Characters that a word is made of: letters, digits, and `_ . - @ ~ % : + = # $ /`. */
const IN_WORD = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-@~%:+=#$/')
  IN_WORD[char.charCodeAt(0)] = 1;

/** What every reference has in it: the slash, or what stands for it in an address and in a cache folder. */
const MARKS = ['/', '%2', 's--'];

/** Longer runs are data: base64, minified code. */
const MAX_WORD = 2048;

/** Runs of word characters around a mark. Looking for marks is a search for bytes, which costs next to nothing. */
function* runsIn(content: string): Generator<{ start: number; end: number }> {
  const next = MARKS.map((mark) => content.indexOf(mark));
  let done = 0;
  for (;;) {
    let at = -1;
    for (const position of next) if (position >= 0 && (at < 0 || position < at)) at = position;
    if (at < 0) return;
    let start = at;
    while (start > done && IN_WORD[content.charCodeAt(start - 1)] === 1) start--;
    let end = at;
    while (end < content.length && IN_WORD[content.charCodeAt(end)] === 1) end++;
    // The letter of an escape (`\\n`) belongs to the escape.
    if (content[start - 1] === '\\' && start < at && /[nrtvfb0]/.test(content[start] ?? '')) start++;
    done = Math.max(end, at + 1);
    if (end - start <= MAX_WORD && end > start) yield { start, end };
    for (const [i, mark] of MARKS.entries()) {
      const position = next[i] ?? -1;
      if (position >= 0 && position < done) next[i] = content.indexOf(mark, done);
    }
  }
}

/** The words of `content` that have a slash or another mark of a reference. Linear in its length. */
export function* wordsIn(text: string): Generator<Word> {
  let past = 0;
  for (const found of runsIn(text)) {
    if (found.end <= past) continue;
    const from = Math.max(found.start, past);
    let run = text.slice(from, found.end);
    const scheme = SCHEME.exec(run);
    if (scheme?.[1] !== undefined) {
      const start = from + scheme.index + scheme[0].indexOf(scheme[1]);
      ADDRESS.lastIndex = start;
      const address = trimAddress(ADDRESS.exec(text)?.[0] ?? run);
      past = Math.max(found.end, start + address.length);
      const word = readAddress(address, scheme[1].toLowerCase(), start, text);
      if (word !== null) yield { ...word, key: keyOf(run.slice(0, start - from)) };
      continue;
    }
    let start = from;
    const label = /^(?:-{0,2}([\w.-]+)=|\w+:[-=])/.exec(run);
    const key = label === null ? null : keyOf(label[0]);
    if (label !== null) {
      start += label[0].length;
      run = run.slice(label[0].length);
    }
    const trimmed = run.replace(/[.,:=#$~@%+/-]+$/, '');
    const word = trimmed.replace(/^[:=#%+]+/, '');
    start += trimmed.length - word.length;
    const end = start + word.length;
    const target = readWord(word, start);
    if (target === null) continue;
    yield {
      text: word,
      start,
      end,
      key,
      open: !/[:@]/.test(run.slice(trimmed.length)) && isOpen(text, start, end + run.length - trimmed.length),
      target,
    };
  }
}

/** Whether what stands next to a word goes on where it ends: a hole of a template, a star that is not emphasis. */
function isOpen(text: string, start: number, end: number): boolean {
  const before = text[start - 1];
  const after = text[end];
  // A star ends emphasis, unless what it stands behind asks for more.
  const star =
    after === '*' && before !== '*' && (/[-_/]/.test(text[end - 1] ?? '') || /["'`\w]/.test(text[end + 1] ?? ''));
  return before === '}' || after === '{' || after === '$' || star;
}

function keyOf(written: string): string | null {
  const key = written.replace(/^-+|[=:-]+$/g, '');
  return key === '' ? null : key;
}

/** A sentence's punctuation and a Markdown link's parenthesis are not the address's. */
function trimAddress(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1];
    if (last !== undefined && '.,;:!?*_~'.includes(last)) end--;
    else if (last === ')' && !address.slice(0, end).includes('(')) end--;
    else break;
  }
  const closing = address.indexOf(')');
  const opening = address.indexOf('(');
  if (closing >= 0 && (opening < 0 || opening > closing)) end = Math.min(end, closing);
  return address.slice(0, end);
}

function readAddress(address: string, scheme: string, start: number, text: string): Word | null {
  const end = start + address.length;
  const marker = HUB_SCHEMES.get(scheme);
  const open = isOpen(text, start, end);
  if (marker !== undefined) {
    const body = address.slice(scheme.length);
    const skipped = marker.exec(body)?.[0].length;
    if (skipped === undefined) return null;
    const at = start + scheme.length + skipped;
    return {
      text: address,
      start,
      end,
      key: null,
      open,
      target: readHubUri(body.slice(skipped).replace(/[?#].*$/, ''), at),
    };
  }
  const parts = /^([^/?#@]*@)?([^/?#:]*)(:\d+)?(.*)/.exec(address.slice(scheme.length));
  const [, credentials = '', host = '', port = '', rest = ''] = parts ?? [];
  const at = start + scheme.length + credentials.length + host.length + port.length;
  const target = readHubAddress(host, rest, at);
  if (target !== null) return { text: address, start, end, key: null, open, target };
  if (/^[\w-]+\.hf\.space$/i.test(host)) {
    return {
      text: address,
      start,
      end,
      key: null,
      open: false,
      target: readSpaceHost(host, start + scheme.length + credentials.length),
    };
  }
  const not = `an address of ${host === '' ? 'another scheme' : host}`;
  return { text: address, start, end, key: null, open: false, target: { not, span: { start, end } } };
}
