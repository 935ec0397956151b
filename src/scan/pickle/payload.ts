/** What the arguments of a call say to a person: addresses, and what their encodings hide. */

import { gunzipSync, inflateSync } from 'node:zlib';
import type { Budget } from '../context.ts';
import { codeOfArguments } from '../marshal/arguments.ts';
import { storyOf, storyOfCode } from '../marshal/story.ts';
import { isSequence, isThing, type Term } from './term.ts';

const MAX_LINES = 6;
/** Lines of the story of compiled code. */
const MAX_STORY = 40;
const MAX_SHOWN = 400;
/** Encodings within encodings. */
const MAX_LAYERS = 4;
/** Of one text, in characters. */
const MAX_TEXT = 64 * 1024;

/** Texts of one call, and how deep they may lie. */
const MAX_TEXTS = 16;
const MAX_DEPTH = 4;
/** Values that are looked through for them. */
const MAX_VALUES = 1000;

const ADDRESS = /\b(?:https?|ftp|wss?|tcp|ldap|smb):\/\/[^\s'"<>\\)]{3,200}|\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b/gi;
const BASE64 = /[A-Za-z0-9+/]{16,}={0,2}/g;
const HEX = /(?:[0-9a-fA-F]{2}){12,}/g;

/** Lines about the texts within `term`: what they decode to, and where they lead. What is looked at counts as so many opcodes. */
export function explain(term: Term, budget: Budget): string[] {
  const code = codeOfArguments(term);
  const story = code === null ? null : storyOfCode(code, budget, 1);
  return [...(story?.details.slice(0, MAX_STORY) ?? []), ...explainTexts(textsWithin(term), budget)];
}

/** The same of texts that are at hand. @param layer how many encodings they were taken out of */
export function explainTexts(texts: readonly string[], budget: Budget, layer = 0): string[] {
  const lines = new Set<string>();
  const code: string[] = [];
  for (const text of texts) {
    budget.steps -= Math.ceil(Math.min(text.length, MAX_TEXT) / 8);
    if (budget.steps < 0) break;
    explainText(text, layer, { lines, code, budget });
  }
  return [...code, ...[...lines].slice(0, MAX_LINES)];
}

/** What is told: of code all of its story, of everything else a few lines. */
interface Told {
  readonly lines: Set<string>;
  readonly code: string[];
  readonly budget: Budget;
}

/** The texts and bytes of a value, bytes as one character each. */
export function textsWithin(term: Term): string[] {
  const texts: string[] = [];
  let left = MAX_VALUES;
  const visit = (each: Term, depth: number): void => {
    if (texts.length >= MAX_TEXTS || --left < 0) return;
    if (typeof each === 'string') texts.push(each);
    if (!isThing(each) || depth > MAX_DEPTH) return;
    if (each.is === 'bytes' && each.value !== null) texts.push(Buffer.from(each.value).toString('latin1'));
    else if (isSequence(each)) for (const item of each.items.slice(0, MAX_TEXTS)) visit(item, depth + 1);
    else if (each.is === 'dict') for (const [, value] of each.entries.slice(0, MAX_TEXTS)) visit(value, depth + 1);
    else if (each.is === 'call') visit(each.args, depth + 1);
  };
  visit(term, 0);
  return texts;
}

/** Compiled code: what it does, told by itself. */
function explainCode(text: string, layer: number, { code, budget }: Told): void {
  if (!isCode(text) || code.length >= MAX_STORY) return;
  const story = storyOf(Buffer.from(text, 'latin1'), budget, layer + 1);
  if (story !== null) code.push(...story.details.slice(0, MAX_STORY));
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function explainText(text: string, layer: number, told: Told): void {
  const { lines } = told;
  if (layer > MAX_LAYERS || lines.size >= MAX_LINES) return;
  const part = text.slice(0, MAX_TEXT);
  explainCode(part, layer, told);
  for (const [address] of part.matchAll(ADDRESS)) lines.add(`address: ${address}`);
  for (const decoded of decodings(part)) {
    if (!isCode(decoded)) lines.add(shorten(`decodes to: ${decoded}`));
    explainText(decoded, layer + 1, told);
  }
}

/** What base64, hexadecimal digits and compressed bytes within a text stand for, where that is text again. */
function decodings(text: string): string[] {
  const found: string[] = [];
  const whole = unpack(Buffer.from(text, 'latin1'));
  if (whole !== undefined) found.push(whole);
  for (const [pattern, encoding] of [
    [HEX, 'hex'],
    [BASE64, 'base64'],
  ] as const) {
    for (const [token] of text.matchAll(pattern)) {
      const bytes = Buffer.from(token, encoding);
      const latin1 = bytes.toString('latin1');
      const decoded = readable(bytes) ?? unpack(bytes) ?? (isCode(latin1) ? latin1 : undefined);
      if (decoded !== undefined) found.push(decoded);
      if (found.length >= MAX_LINES) return found;
    }
  }
  return found;
}

/** Whether it begins as compiled code does: it is not shown, but read. */
function isCode(text: string): boolean {
  return text.startsWith('\xe3') || text.startsWith('c\0\0\0');
}

/** Text in UTF-8, or in UTF-16 as PowerShell's -EncodedCommand has it; undefined where it is no text. */
function readable(bytes: Buffer): string | undefined {
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const text = bytes.toString(encoding);
    if (text.length >= 4 && /^[\t\n\r -~]*$/.test(text)) return text;
  }
  return undefined;
}

function unpack(bytes: Buffer): string | undefined {
  const options = { maxOutputLength: MAX_TEXT };
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, options).toString('latin1');
    if (bytes[0] === 0x78 && bytes.readUInt16BE(0) % 31 === 0) return inflateSync(bytes, options).toString('latin1');
  } catch {
    // Not compressed after all, or not whole: there is nothing to show.
  }
  return undefined;
}
