/** Scans every pickle of a source: one behind the other, behind padding, behind what is broken, and as other readers would read them. */

import type { ByteSource } from '../../model.ts';
import type { PickleOptions, PickleStream, ScanContext, Scanned } from '../context.ts';
import { constantOf } from './constant.ts';
import { createExaminer, type Examiner, MAX_NESTED, type Nested } from './examiner.ts';
import { createFindings, type Findings } from './findings.ts';
import { createMachine, forkMachine, type Machine } from './machine.ts';
import { type End, runMachine } from './run.ts';
import { splicedSource } from './spliced.ts';
import { nextStart } from './start.ts';
import { moveWindow, openWindow } from './window.ts';

/** Other readings that are followed, of one source. */
const MAX_FORKS = 16;
/** Bytes that are searched for a pickle behind one that broke, and bytes that may be padding. */
const MAX_SEARCHED = 64 * 2 ** 20;
const CHUNK = 256 * 1024;
/** A name may stand across the border of two chunks. */
const OVERLAP = 512;
/** What looking at a place where a pickle may begin costs, in bytes. */
const CANDIDATE = 256;
const PADDING: ReadonlySet<number> = new Set([0, 9, 10, 13, 32]);
/** What beginning a stream costs, in opcodes. */
const START_STEPS = 50;
/** What is decoded from base64 may seem so much longer than it is, in bytes: its padding is counted in. */
const BASE64_PADDING = 3;
/** Streams that are described to the caller. */
const MAX_STREAMS = 10_000;

type Broken = Exclude<End, { is: 'stop' }>;

/** One way to read what begins at an offset. */
interface Reading {
  readonly machine: Machine;
  readonly examiner: Examiner;
}

/**
 * Scans `source` as pickles, from its first byte to its last. joblib's arrays, which stand between the opcodes, are
 * stepped over; bytes that are neither are gaps.
 *
 * Rejects where `source.read` does. What was seen until `context.signal` is aborted is told.
 */
export async function scanPickle(
  source: ByteSource,
  context: ScanContext,
  options: PickleOptions = {},
): Promise<Scanned> {
  const { within } = context;
  const wanted = options.streams ?? Number.POSITIVE_INFINITY;
  const findings = createFindings(within);
  /** What only some readers see. Chance makes opcodes of numbers, but not dangerous names. */
  const byChance = createFindings(within);
  const window = openWindow(source);
  const streams: PickleStream[] = [];
  const nested: Nested[] = [];
  const forks: Reading[] = [];
  let protocol = 0;
  let forked = 0;
  let plain = false;
  let searched = 0;
  let chunk = { at: 0, bytes: Buffer.alloc(0) };

  function examine(into: Findings, origin: (offset: number) => number): Examiner {
    return createExaminer({
      findings: into,
      budget: context.budget,
      origin,
      cut(machine, from, to) {
        if (++forked > MAX_FORKS) return into.gap(origin(from), origin(to), 'more readings than are followed');
        const spliced = splicedSource(machine.window.source, from, to);
        const examiner = examine(into, (offset) => origin(offset < from ? offset : offset + to - from));
        forks.push({ machine: forkMachine(machine, openWindow(spliced), examiner, machine.at), examiner });
      },
    });
  }

  /** The first array is where a reader that does not know them leaves joblib's way. */
  function plainReading(machine: Machine): void {
    if (plain) return;
    plain = true;
    const examiner = examine(byChance, (offset) => offset);
    forks.push({ machine: forkMachine(machine, openWindow(machine.window.source), examiner, machine.pos), examiner });
  }

  async function follow({ machine, examiner }: Reading): Promise<End> {
    context.budget.steps -= START_STEPS;
    const end = await runMachine(machine, { context, plainReading });
    examiner.finish();
    for (const each of examiner.nested) {
      if (nested.length < MAX_NESTED) nested.push(each);
      else findings.gap(0, window.size, 'more content inside than is scanned');
    }
    return end;
  }

  async function readStream(
    start: number,
    into: Findings,
  ): Promise<{ machine: Machine; end: End; stream: PickleStream }> {
    const examiner = examine(into, (offset) => offset);
    const machine = createMachine(window, examiner, start);
    const end = await follow({ machine, examiner });
    const stopped = end.is === 'stop';
    const stream: PickleStream = {
      start,
      end: stopped ? machine.pos : machine.at,
      marked: machine.protocol >= 2,
      stopped,
      persistentIds: examiner.ids.map((id) => constantOf(id)),
      result: stopped ? constantOf(end.value) : undefined,
    };
    return { machine, end, stream };
  }

  function keep(stream: PickleStream, machine: Machine): void {
    if (streams.length < MAX_STREAMS) streams.push(stream);
    protocol = Math.max(protocol, machine.protocol);
  }

  /** The offset of the next byte that is no padding: zeros, or the white space of text. */
  async function skipPadding(from: number): Promise<number> {
    for (let at = from; at < window.size && searched <= MAX_SEARCHED; at = window.end) {
      if (at >= window.end || at < window.base) await moveWindow(window, at);
      const { bytes, base } = window;
      let i = at - base;
      while (i < bytes.length && PADDING.has(bytes[i] ?? 0)) i++;
      searched += base + i - at;
      if (i < bytes.length) return base + i;
    }
    return window.size;
  }

  /** Where the next pickle may begin, from an offset on; the size of the source where none is found. */
  async function search(from: number): Promise<number> {
    for (let at = from; at < window.size && searched <= MAX_SEARCHED; ) {
      if (at < chunk.at || at + OVERLAP >= chunk.at + chunk.bytes.length) {
        chunk = { at, bytes: Buffer.from(await source.read(at, CHUNK)) };
      }
      const { bytes } = chunk;
      const found = nextStart(bytes, at - chunk.at);
      searched += CANDIDATE + (found === -1 ? bytes.length : found) - (at - chunk.at);
      if (found !== -1) return chunk.at + found;

      at = chunk.at + (bytes.length < CHUNK ? CHUNK : CHUNK - OVERLAP);
    }
    return window.size;
  }

  /** Runs the pickle at `at`, where a loader would look for one; the answer is where to look next. */
  async function readExpected(at: number): Promise<number> {
    const { machine, end, stream } = await readStream(at, findings);
    if (stream.stopped || stream.end > at) keep(stream, machine);
    if (end.is !== 'stop') return readBroken(stream.end, end);
    // Who reads a frame as a whole goes on behind it, not behind STOP.
    if (machine.pos < machine.frameEnd && machine.frameEnd <= window.size) {
      machine.witness.frame(machine.at, 'a frame goes on behind its STOP');
      await readStream(machine.frameEnd, byChance);
    }
    return stream.end;
  }

  /**
   * Looks for pickles in what is none, unless only so many were wanted. What looks like one counts if it ends well, or if it
   * names what is dangerous.
   */
  async function readBroken(start: number, broken: Broken): Promise<number> {
    let from = start;
    let { is, why } = broken;
    const isOver = () => is === 'limit' || wanted !== Number.POSITIVE_INFINITY;
    for (let at = isOver() ? window.size : await search(from + 1); at < window.size; at = await search(at + 1)) {
      const maybe = createFindings(within);
      const { machine, end, stream } = await readStream(at, maybe);
      if (!stream.stopped && !maybe.evidence().some(({ severity }) => severity === 'critical')) continue;
      findings.gap(from, at, why);
      findings.take(maybe);
      keep(stream, machine);
      if (end.is === 'stop') return stream.end;
      from = stream.end;
      ({ is, why } = end);
      if (isOver()) break;
      at = from;
    }
    findings.gap(from, window.size, searched > MAX_SEARCHED ? `${why}; not searched to the end` : why);
    return window.size;
  }

  for (let at = 0; at < window.size && streams.length < wanted; ) at = await skipPadding(await readExpected(at));
  for (let fork = forks.pop(); fork !== undefined; fork = forks.pop()) await follow(fork);
  findings.take(byChance, 'critical');
  // What is loaded is also data: it is told of once.
  const isLoaded = nested.some(({ loadedBy }) => loadedBy !== null);
  const isDeepest = within.length >= context.limits.depth;
  for (const { source: inner, name, loadedBy, offset } of nested) {
    const found = await context.open(inner, name);
    const isHidden = loadedBy === null && !isLoaded && isOnePickle(found, inner.size);
    if (isHidden) {
      const message = 'The data is a pickle itself, which nothing here loads: whoever does runs what it names.';
      findings.add({ kind: 'hidden-pickle', severity: 'low', offset, subject: name, message, details: () => [] });
    }
    // Chance makes opcodes of data, but no pickle that ends just where they do.
    findings.join(found, loadedBy === null && !isHidden && !isDeepest ? 'critical' : undefined);
  }

  const format = streams.length === 0 ? 'unknown' : `pickle (protocol ${protocol})`;
  return { format, evidence: findings.evidence(), gaps: findings.gaps(), understood: streams.length > 0, streams };
}

/** Whether bytes are one pickle, from the mark of its protocol to its STOP. */
function isOnePickle({ streams = [] }: Scanned, size: number): boolean {
  const [first, ...more] = streams;
  return (
    first !== undefined &&
    more.length === 0 &&
    first.marked &&
    first.stopped &&
    first.start === 0 &&
    size - first.end < BASE64_PADDING
  );
}
