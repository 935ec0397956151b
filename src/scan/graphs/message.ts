/** Messages of protocol buffers that memory need not hold, read by a shape: what it does not name is stepped over, however long. */

import type { ByteSource } from '../../model.ts';
import { text } from '../bytes.ts';
import type { ScanContext } from '../context.ts';
import { createWindow, type Window } from './window.ts';

/** What a message holds that is wanted: by the number of a field its name, and what it is. A shape that holds itself is a function. */
export interface Shape {
  readonly [number: number]: readonly [name: string, kind: 'text' | 'number' | 'place' | Shape | (() => Shape)];
}

/** One value of a field; `start` and `end` (exclusive) are where its bytes stand. */
export interface Part {
  /** Of its field. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Of a text, its first 256 KB. */
  readonly text: string;
  readonly number: number;
  readonly message: Message;
}

export interface Message {
  readonly start: number;
  readonly end: number;
  /** All values of each field in their order, though a reader may keep the last alone. */
  readonly parts: readonly Part[];
}

export interface Decoded {
  readonly message: Message;
  /** Where it ends to make sense, and why. What stands before that counts. */
  readonly troubles: readonly { readonly start: number; readonly end: number; readonly why: string }[];
}

interface Field {
  readonly number: number;
  /** How its bytes are to be read. Source: protobuf.dev, Encoding. */
  readonly wire: number;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** Readers of protobuf give up deeper than that. Source: CodedInputStream's recursion limit. */
const MAX_NESTING = 100;
const LONGEST_TEXT = 256 * 1024;
/** Values of one file that are kept. */
const MOST_VALUES = 1_500_000;
const MOST_TROUBLES = 20;
/** A tag and a length, or a number, of ten bytes each at most. */
const LONGEST_HEADER = 20;
/** What a field takes of the limit of steps, which is made for opcodes. */
const STEPS = 4;
const NOTHING: Message = { start: 0, end: 0, parts: [] };

/** Reads a whole source as one message. Never rejects but where the scan is ended. */
export async function decodeMessage(source: ByteSource, shape: Shape, context: ScanContext): Promise<Decoded> {
  const window = createWindow(source);
  const troubles: { start: number; end: number; why: string }[] = [];
  let values = 0;

  function trouble(start: number, end: number, why: string): void {
    if (troubles.length < MOST_TROUBLES) troubles.push({ start, end, why });
  }

  async function decode(shape: Shape, start: number, end: number, depth: number): Promise<Message> {
    const parts: Part[] = [];
    for (let at = start; at < end; ) {
      // Waiting costs more than reading: most fields are in memory already.
      if (!window.has(at, LONGEST_HEADER)) await window.load(at);
      const field = mayRead(context) ? fieldAt(window, at, end) : 'more fields than are read';
      if (typeof field === 'string' || values > MOST_VALUES) {
        trouble(at, end, typeof field === 'string' ? field : `more than ${MOST_VALUES} values`);
        break;
      }
      at = field.end;
      const wanted = shape[field.number];
      if (wanted === undefined || (wanted[1] === 'number' ? field.wire !== 0 : field.wire !== 2)) continue;
      values += 1;
      const [name, kind] = wanted;
      const length = Math.min(LONGEST_TEXT, field.end - field.start);
      parts.push({
        name,
        start: field.start,
        end: field.end,
        number: field.value,
        text:
          kind !== 'text' ? '' : text(window.bytes(field.start, length) ?? (await source.read(field.start, length))),
        message: typeof kind === 'string' ? NOTHING : await inside(kind, field, depth + 1),
      });
    }
    return parts.length === 0 ? { start, end, parts: NOTHING.parts } : { start, end, parts };
  }

  async function inside(kind: Shape | (() => Shape), { start, end }: Field, depth: number): Promise<Message> {
    if (depth < MAX_NESTING) return decode(typeof kind === 'function' ? kind() : kind, start, end, depth);
    trouble(start, end, `messages nested more than ${MAX_NESTING} deep`);
    return NOTHING;
  }

  return { message: await decode(shape, 0, source.size, 0), troubles };
}

/** What a whole file has at its top: how often each field stands there, as `number:wire`. Null where it is no message. */
export async function outlineOf(source: ByteSource, context: ScanContext): Promise<ReadonlyMap<string, number> | null> {
  const window = createWindow(source);
  const outline = new Map<string, number>();
  for (let at = 0; at < source.size; ) {
    if (!window.has(at, LONGEST_HEADER)) await window.load(at);
    const field = mayRead(context) ? fieldAt(window, at, source.size) : '';
    if (typeof field === 'string') return null;
    at = field.end;
    const key = `${field.number}:${field.wire}`;
    outline.set(key, (outline.get(key) ?? 0) + 1);
  }
  return outline;
}

/** All values of a field, in their order. */
export function partsOf(message: Message, name: string): readonly Part[] {
  return message.parts.filter((part) => part.name === name);
}

/** The messages that a field holds. */
export function messagesOf(message: Message, name: string): Message[] {
  return partsOf(message, name).map((part) => part.message);
}

/** The text of a field: the last one, as readers take it. */
export function textOf(message: Message, name: string): string {
  return partsOf(message, name).at(-1)?.text ?? '';
}

/** The number of a field: the last one, as readers take it; zero where there is none, as they do. */
export function numberOf(message: Message, name: string): number {
  return partsOf(message, name).at(-1)?.number ?? 0;
}

/** Counts a field; false where there may be no more. */
function mayRead({ signal, budget }: ScanContext): boolean {
  signal.throwIfAborted();
  budget.steps -= STEPS;
  return budget.steps >= 0;
}

/** The field at an offset, or why there is none. */
function fieldAt(window: Window, at: number, end: number): Field | string {
  const tag = varintAt(window, at, end);
  if (tag === null) return 'a field is cut off';
  const number = Math.floor(tag.value / 8);
  const wire = tag.value % 8;
  if (number === 0 || number >= 2 ** 29) return `a field of number ${number}`;
  if (wire === 1 || wire === 5) {
    const next = tag.end + (wire === 1 ? 8 : 4);
    return next > end ? 'a number is cut off' : { number, wire, value: 0, start: tag.end, end: next };
  }
  if (wire !== 0 && wire !== 2) return `a field of wire type ${wire}, which nothing writes today`;
  const value = varintAt(window, tag.end, end);
  if (value === null) return 'a number is cut off';
  if (wire === 0) return { number, wire, value: value.value, start: tag.end, end: value.end };
  const next = value.end + value.value;
  if (next > end) return `a value of ${value.value} bytes, which is more than there are`;
  return { number, wire, value: 0, start: value.end, end: next };
}

function varintAt(window: Window, at: number, end: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let index = 0; index < 10; index++) {
    const byte = at + index < end ? window.byte(at + index) : undefined;
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return null;
}
