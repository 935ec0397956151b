/** Holds the machine against CPython's own readers: what is reached, what is asked for, what comes out. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ByteSource } from '../../../src/model.ts';
import { createMachine, type Machine, type Refuser, type Witness } from '../../../src/scan/pickle/machine.ts';
import { runMachine } from '../../../src/scan/pickle/run.ts';
import { splicedSource } from '../../../src/scan/pickle/spliced.ts';
import { isThing, type Term } from '../../../src/scan/pickle/term.ts';
import { openWindow } from '../../../src/scan/pickle/window.ts';
import { memorySource } from '../../../src/scan/source.ts';

type Event = readonly ['global', string, string] | readonly ['persistent'];
type Shown = string | boolean | null | readonly Shown[];

interface Reading {
  readonly events: readonly Event[];
  readonly codes: readonly number[];
  readonly stopped: boolean;
  readonly value: Shown;
}

interface Reference {
  readonly c: Reading | null;
  readonly stream: Reading | null;
  readonly python: Reading | null;
  readonly pickletools: { readonly codes: readonly number[]; readonly whole: boolean };
}

/** A reading of ours, and where other readers would have given up: after so many opcodes and events. */
interface OurReading extends Reading {
  readonly refusals: readonly Refusal[];
  /** The reading of a reader that drops the rest of a frame, where there is one. */
  readonly cut?: OurReading;
}

interface Refusal {
  readonly by: Refuser;
  readonly codes: number;
  readonly events: number;
}

/** Where another reading leaves this one, before the opcode that it reads differently. */
interface Fork {
  readonly source: ByteSource;
  readonly machine: Machine;
  readonly events: readonly Event[];
  readonly codes: readonly number[];
  readonly refusals: readonly Refusal[];
}

const NO_BUDGET = { members: 0, bytes: 0 };

/** What a name and a call give: the stand-ins of `reference.py`. */
const CLASS: Term = {
  is: 'global',
  module: '',
  name: '',
  path: '',
  gadget: undefined,
  pure: undefined,
  judgement: { level: 'unknown', why: '' },
  offset: 0,
  called: false,
};
const OBJECT: Term = { is: 'opaque', what: 'an object' };

async function readOurs(bytes: Uint8Array): Promise<OurReading> {
  return follow(memorySource(bytes), null);
}

async function follow(source: ByteSource, from: Fork | null): Promise<OurReading> {
  const events: Event[] = [...(from?.events ?? [])];
  const codes: number[] = [...(from?.codes ?? [])];
  const refusals: Refusal[] = [...(from?.refusals ?? [])];
  let fork: Fork | undefined;
  const witness: Witness = {
    global(_offset, module, name) {
      if (typeof module === 'string' && typeof name === 'string') events.push(['global', module, name]);
      return CLASS;
    },
    extension: () => OBJECT,
    call: () => OBJECT,
    build() {},
    extend() {},
    persistent() {
      events.push(['persistent']);
    },
    data() {},
    refusal(_offset, by) {
      refusals.push({ by, codes: codes.length, events: events.length });
    },
    frame() {},
    cut(machine, cutFrom, cutTo) {
      fork ??= {
        source: splicedSource(machine.window.source, cutFrom, cutTo),
        machine: { ...machine, stack: [...machine.stack], marks: [...machine.marks], memo: new Map(machine.memo) },
        events: [...events],
        codes: codes.slice(0, -1),
        // The opcode that is read differently has already told who refuses the first reading.
        refusals: refusals.slice(0, -1),
      };
    },
    step(_offset, code) {
      codes.push(code);
    },
  };
  const window = openWindow(source);
  const machine: Machine =
    from === null
      ? createMachine(window, witness, 0)
      : { ...from.machine, window, witness, pos: from.machine.at, frameEnd: 0, halt: null };
  const context = { budget: { ...NO_BUDGET, steps: 1_000_000 }, signal: new AbortController().signal };
  const end = await runMachine(machine, { context, plainReading() {} });
  const stopped = end.is === 'stop';
  const value = stopped ? show(end.value, 0) : null;
  const ours: OurReading = { events, codes, refusals, stopped, value };
  return fork === undefined ? ours : { ...ours, cut: await follow(fork.source, fork) };
}

/** As `reference.py` shows it. */
function show(term: Term, depth: number): Shown {
  if (term === null || typeof term === 'boolean') return term;
  if (typeof term === 'string') return `str ${Buffer.from(term, 'utf16le').toString('hex')}`;
  if (!isThing(term)) {
    const big = BigInt(term);
    return `int ${big > -(10n ** 300n) && big < 10n ** 300n ? big : 'long'}`;
  }
  switch (term.is) {
    case 'float':
      return 'float';
    case 'bytes':
      return `bytes ${Buffer.from(term.value ?? []).toString('hex')}`;
    case 'tuple':
    case 'list':
      return [term.is, ...(depth < 5 ? term.items.slice(0, 50).map((item) => show(item, depth + 1)) : [])];
    case 'dict':
      return 'dict';
    case 'set':
    case 'frozenset':
      return 'set';
    default:
      return '?';
  }
}

/** What a reader does that gives up where ours noted that it would. */
function expected(ours: OurReading, reader: 'c' | 'python'): Reading {
  const first = ours.refusals.find(({ by }) => by === reader || by === 'default');
  if (first === undefined) return ours;
  return {
    events: ours.events.slice(0, first.events),
    codes: ours.codes.slice(0, first.codes),
    stopped: false,
    value: null,
  };
}

function compare(ours: OurReading, reference: Reference): string[] {
  const differences: string[] = [];
  const check = (what: string, mine: unknown, theirs: unknown) => {
    const [a, b] = [JSON.stringify(mine), JSON.stringify(theirs)];
    if (a !== b) differences.push(`${what}: ours ${a}, theirs ${b}`);
  };
  const checkReading = (what: string, mine: Reading, theirs: Reading | null) => {
    if (theirs === null) return;
    check(`${what} events`, mine.events, theirs.events);
    check(`${what} stopped`, mine.stopped, theirs.stopped);
    check(`${what} value`, mine.value, theirs.value);
    if (theirs.codes.length > 0) check(`${what} opcodes`, mine.codes, theirs.codes);
  };
  checkReading('C', expected(ours, 'c'), reference.c);
  checkReading('Python', expected(ours, 'python'), reference.python);
  // A reader that cannot look ahead follows the reading in which the rest of the frame is dropped.
  let dropping = ours;
  while (dropping.cut !== undefined) dropping = dropping.cut;
  checkReading('C without peek', expected(dropping, 'c'), reference.stream);
  // pickletools knows neither stack nor frames: as far as both go, they go the same way.
  const shared = Math.min(ours.codes.length, reference.pickletools.codes.length);
  check('pickletools', ours.codes.slice(0, shared), reference.pickletools.codes.slice(0, shared));
  if (ours.stopped && reference.pickletools.whole) check('pickletools', ours.codes, reference.pickletools.codes);
  return differences;
}

/** How each stream is read, by ours and by the Python of `command`; the answer is every difference, with the stream that shows it. */
export async function differences(
  streams: Iterable<Uint8Array>,
  command = 'python3',
): Promise<{ compared: number; found: string[] }> {
  const python = spawn(command, [fileURLToPath(new URL('reference.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const found: string[] = [];
  let compared = 0;
  for (const batch of batches(streams)) {
    python.stdin.write(batch.map((stream) => `${Buffer.from(stream).toString('hex')}\n`).join(''));
    for (const stream of batch) {
      const answer = await answers.next();
      const hex = Buffer.from(stream).toString('hex');
      if (answer.done === true) throw new Error(`${command} ended at or before ${hex}`);
      const reference = JSON.parse(answer.value) as Reference;
      const differing = compare(await readOurs(stream), reference);
      compared++;
      if (differing.length > 0) found.push(`${hex}\n  ${differing.join('\n  ')}`);
    }
  }
  python.stdin.end();
  return { compared, found };
}

/** A hundred at a time: so many fit into what a pipe holds, and neither side waits for the other. */
function* batches(streams: Iterable<Uint8Array>): Generator<Uint8Array[]> {
  let batch: Uint8Array[] = [];
  for (const stream of streams) {
    batch.push(stream);
    if (batch.length < 100) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
