/** R's serialized objects (`.rds`, `.RData`), stepped through item by item: what they call, and what is called by merely looking at them. */

import type { ByteSource } from '../model.ts';
import { hasMark, text, u32BigEndian } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { createCursor } from './cursor.ts';
import { createTally, type Tally } from './tally.ts';

// Types of items. Source: R, src/include/Rinternals.h and src/main/serialize.c.
const [SYMBOL, PAIRS, CLOSURE, ENVIRONMENT, PROMISE, CALL, CHARS] = [1, 2, 3, 4, 5, 6, 9];
const [STRINGS, DOTS, LIST, EXPRESSIONS, BYTECODE, POINTER, WEAK, S4] = [16, 17, 19, 20, 21, 22, 23, 25];
const [ALTERNATIVE, ATTRIBUTED_PAIRS, ATTRIBUTED_CALL, DEFINED, REPEATED] = [238, 239, 240, 244, 243];
const [PERSISTENT, PACKAGE, NAMESPACE, UNBOUND, REFERENCE] = [247, 248, 249, 252, 255];
const NAMED_BUILTIN: ReadonlySet<number> = new Set([7, 8]);
/** Of one element, in bytes. */
const WIDTHS: ReadonlyMap<number, number> = new Map([
  [10, 4],
  [13, 4],
  [14, 8],
  [15, 16],
  [24, 1],
]);
/** Those that are a number alone: the empty list, environments that every session has. */
const SINGLE: ReadonlySet<number> = new Set([254, 253, 252, 251, 250, 242, 241]);
const MAX_DEPTH = 400;
const STEPS = 4;
const LONGEST_NAME = 1000;

/** Functions of R that run programs or code, or reach files and the network. */
const REACHES =
  /^(?:system2?|shell(?:\.exec)?|eval(?:q|\.parent)?|parse|source|sys\.source|download\.file|url|curl|file|pipe|socketConnection|readLines|writeLines|readRDS|saveRDS|load|save|unlink|file\.(?:remove|copy|rename|create)|dyn\.load|library\.dynam|install\.packages|Sys\.setenv|do\.call|loadNamespace|assign)$/;

class BrokenError extends Error {}

/** Null where the bytes are not that. */
export async function scanRData(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  const workspace = hasMark(head, 'RDX2\n') || hasMark(head, 'RDX3\n');
  const start = workspace ? 5 : 0;
  const binary = hasMark(head, 'X\n\0\0\0', start);
  if (!binary && !workspace && !/^[AB]\n(?:[23]\n|[23]\0\0\0)/.test(text(head.subarray(0, 6)))) return null;
  const tally = createTally(context);
  const format = workspace ? 'R workspace' : 'R object';
  if (!binary) {
    tally.gap(start, source.size, 'the forms of R other than XDR are not read');
    return tally.done(format);
  }
  const reader = createReader(source, start + 2, context, tally);
  try {
    await reader.open();
    await reader.item(0);
    if (reader.offset() < source.size) tally.gap(reader.offset(), source.size, 'there is more behind the object');
  } catch (error) {
    if (!(error instanceof BrokenError)) throw error;
    tally.gap(reader.offset(), source.size, `the object cannot be read from here on: ${error.message}`);
  }
  return tally.done(format);
}

function createReader(source: ByteSource, start: number, context: ScanContext, tally: Tally) {
  const cursor = createCursor(source, start);
  /** Names of symbols, by their number: later ones refer to them. Other things that are referred to have none. */
  const known: string[] = [];
  /** How many promises that are not yet kept we are in: what stands in them runs. */
  let promised = 0;

  async function int(): Promise<number> {
    context.signal.throwIfAborted();
    context.budget.steps -= STEPS;
    if (context.budget.steps < 0) throw new BrokenError('more items than are read');
    const bytes = await cursor.take(4);
    if (bytes.length < 4) throw new BrokenError('it is cut off');
    return u32BigEndian(bytes, 0) | 0;
  }

  function skip(length: number): void {
    if (length < 0 || length > source.size - cursor.offset)
      throw new BrokenError(`${length} bytes, which are not there`);
    cursor.skip(length);
  }

  async function length(): Promise<number> {
    const found = await int();
    const all = found === -1 ? (await int()) * 2 ** 32 + ((await int()) >>> 0) : found;
    if (all < 0 || all > source.size) throw new BrokenError(`${all} items, which are not there`);
    return all;
  }

  async function name(): Promise<string> {
    const bytes = await int();
    if (bytes <= 0) return '';
    const found = text(Uint8Array.from(await cursor.take(Math.min(bytes, LONGEST_NAME))));
    skip(Math.max(0, bytes - LONGEST_NAME));
    return found;
  }

  async function items(count: number, depth: number): Promise<void> {
    for (let index = 0; index < count; index++) await item(depth + 1);
  }

  /** @returns the name, where the item is a symbol */
  async function item(depth: number): Promise<string> {
    return body(await int(), depth);
  }

  async function body(flags: number, depth: number): Promise<string> {
    if (depth > MAX_DEPTH) throw new BrokenError(`nested more than ${MAX_DEPTH} deep`);
    const type = flags & 0xff;
    const [attributed, tagged] = [(flags & 0x200) !== 0, (flags & 0x400) !== 0];
    if (SINGLE.has(type)) return '';
    if (type === REFERENCE) return known[(flags >>> 8 || (await int())) - 1] ?? '';
    if (type === SYMBOL) {
      await int();
      const found = await name();
      known.push(found);
      return found;
    }
    if ([PAIRS, CALL, CLOSURE, PROMISE, DOTS].includes(type)) return pairs(type, attributed, tagged, depth);
    if (type === ENVIRONMENT) {
      known.push('');
      await int();
      await items(4, depth);
      return '';
    }
    if (type === PERSISTENT || type === PACKAGE || type === NAMESPACE) {
      known.push('');
      await int();
      await items(await length(), depth);
      return '';
    }
    if (type === ALTERNATIVE) {
      await items(3, depth);
      return '';
    }
    const width = WIDTHS.get(type);
    if (width !== undefined) skip(width * (await length()));
    else if (type === CHARS || NAMED_BUILTIN.has(type)) {
      const called = await name();
      if (NAMED_BUILTIN.has(type)) sayCall(called);
    } else if (type === STRINGS || type === LIST || type === EXPRESSIONS) await items(await length(), depth);
    else if (type === POINTER) {
      known.push('');
      await items(2, depth);
    } else if (type === WEAK) known.push('');
    else if (type === BYTECODE) {
      await int();
      await bytecode(depth);
    } else if (type !== S4) throw new BrokenError(`an item of type ${type}`);
    if (attributed) await item(depth + 1);
    return '';
  }

  /** A list is as deep as it is long: its rest is taken in a loop. */
  async function pairs(first: number, attributed: boolean, tagged: boolean, depth: number): Promise<string> {
    let type = first;
    let [hasAttributes, hasTag] = [attributed, tagged];
    for (;;) {
      if (hasAttributes) await item(depth + 1);
      if (hasTag) await item(depth + 1);
      const at = cursor.offset;
      const flags = await int();
      const pending = type === PROMISE && (flags & 0xff) === UNBOUND;
      const head = await body(flags, depth + 1);
      if (type === CALL) sayCall(head);
      if (pending) {
        const why = 'A promise that runs its expression when anybody looks at the object (CVE-2024-27322)';
        tally.say('promise', 'critical', at, 'promise', why);
        promised += 1;
      }
      const rest = await int();
      const next = rest & 0xff;
      if (![PAIRS, CALL, DOTS].includes(next) || type === PROMISE || type === CLOSURE) {
        await body(rest, depth + 1);
        if (pending) promised -= 1;
        return '';
      }
      [type, hasAttributes, hasTag] = [next, (rest & 0x200) !== 0, (rest & 0x400) !== 0];
    }
  }

  async function bytecode(depth: number): Promise<void> {
    await item(depth + 1);
    const count = await length();
    for (let index = 0; index < count; index++) {
      const type = await int();
      if (type === BYTECODE) await bytecode(depth + 1);
      else if ([CALL, PAIRS, DEFINED, REPEATED, ATTRIBUTED_CALL, ATTRIBUTED_PAIRS].includes(type))
        await constant(type, depth + 1);
      else await item(depth + 1);
    }
  }

  /** A call among the constants of compiled code. */
  async function constant(first: number, depth: number): Promise<string> {
    if (depth > MAX_DEPTH) throw new BrokenError(`nested more than ${MAX_DEPTH} deep`);
    let type = first;
    if (type === REPEATED) {
      await int();
      return '';
    }
    if (type === DEFINED) {
      await int();
      type = await int();
    }
    if (![CALL, PAIRS, ATTRIBUTED_CALL, ATTRIBUTED_PAIRS].includes(type)) return item(depth + 1);
    if (type === ATTRIBUTED_CALL || type === ATTRIBUTED_PAIRS) await item(depth + 1);
    await item(depth + 1);
    const called = await constant(await int(), depth + 1);
    if (type === CALL || type === ATTRIBUTED_CALL) sayCall(called);
    await constant(await int(), depth + 1);
    return '';
  }

  const told = new Set<string>();
  function sayCall(called: string): void {
    if (!REACHES.test(called) || told.has(`${promised > 0} ${called}`)) return;
    told.add(`${promised > 0} ${called}`);
    if (promised > 0)
      tally.say(
        'dangerous-call',
        'critical',
        cursor.offset,
        called,
        `${called} is called when anybody looks at the object`,
      );
    else
      tally.say(
        'held-call',
        'info',
        cursor.offset,
        called,
        `A function or a formula in the object calls ${called}, if it is ever called itself`,
      );
  }

  return {
    offset: () => cursor.offset,
    item,
    async open() {
      const version = await int();
      skip(8);
      if (version === 3) skip(await int());
      else if (version !== 2) throw new BrokenError(`version ${version}`);
    },
  };
}
