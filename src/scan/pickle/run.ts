/** Runs a machine to the end of its stream: moves its window, looks for the ends of long lines, steps over arrays. */

import type { Budget, ScanContext } from '../context.ts';
import { arrayData } from './arrays.ts';
import { createMachine, fail, type Halt, type Machine, replaceTop } from './machine.ts';
import { OPCODES } from './opcodes.ts';
import { opaque } from './term.ts';
import { findByte, isShort, MARGIN, moveWindow } from './window.ts';

export type End = Extract<Halt, { is: 'stop' | 'broken' | 'limit' }>;

/** How an array's raw data is met: joblib reads it, everyone else takes it for opcodes. */
export interface Runner {
  readonly context: Pick<ScanContext, 'budget' | 'signal'>;
  /** Called where raw data begins, before it is stepped over. */
  plainReading(machine: Machine): void;
}

const MAX_ARRAY_DEPTH = 20;

/** Runs until the stream stops or breaks, or a limit is reached; that the run was aborted is one. */
export async function runMachine(machine: Machine, runner: Runner, depth = 0): Promise<End> {
  const { window } = machine;
  for (;;) {
    if (isShort(window, machine.pos)) {
      if (runner.context.signal.aborted) return { is: 'limit', why: String(runner.context.signal.reason) };
      await moveWindow(window, machine.pos);
    }
    machine.halt = null;
    runWindow(machine, runner.context.budget);
    const { halt } = machine as { halt: Halt | null };
    if (halt === null) continue;
    if (halt.is === 'line') {
      const end = await findByte(window.source, 10, halt.start);
      machine.foundLine = end === -1 ? window.size : end;
      machine.pos = machine.at;
    } else if (halt.is === 'array') {
      const end = await stepOver(machine, halt.wrapper, runner, depth);
      if (end !== undefined) return end;
    } else {
      return halt;
    }
  }
}

/** Runs until the machine halts or needs more of the source. */
function runWindow(machine: Machine, budget: Budget) {
  const { window, witness } = machine;
  const { bytes, base, size } = window;
  // Behind it, an operand might reach beyond the window.
  const last = window.end < size ? window.end - MARGIN : size;
  while (machine.halt === null && machine.pos <= last) {
    if (machine.pos >= size) return fail(machine, 'it ends without a STOP');
    if (--budget.steps < 0) {
      machine.halt = { is: 'limit', why: 'more opcodes than are followed' };
      return;
    }
    machine.at = machine.pos;
    const code = bytes[machine.pos++ - base] ?? 0;
    const handler = OPCODES[code];
    if (handler === undefined) return fail(machine, `0x${code.toString(16).padStart(2, '0')} is no opcode`);
    witness.step?.(machine.at, code);
    handler(machine);
  }
}

/** Goes on behind the data of an array. The answer is an end where it cannot. */
async function stepOver(
  machine: Machine,
  wrapper: Parameters<typeof arrayData>[0],
  runner: Runner,
  depth: number,
): Promise<End | undefined> {
  const { window } = machine;
  const data = arrayData(wrapper);
  if (machine.pos < machine.frameEnd) machine.witness.frame(machine.at, 'the data of an array begins within a frame');
  replaceTop(machine, opaque('an array'));
  if (data.is === 'unknown') return { is: 'broken', why: data.why };
  if (data.is === 'objects') {
    if (depth >= MAX_ARRAY_DEPTH) return { is: 'limit', why: 'arrays within arrays' };
    const inner = createMachine(window, machine.witness, machine.pos);
    const end = await runMachine(inner, runner, depth + 1);
    machine.pos = inner.pos;
    machine.at = inner.at;
    machine.room = Math.min(machine.room, inner.room);
    return end.is === 'stop' ? undefined : end;
  }
  runner.plainReading(machine);
  // A byte of padding length stands within the window: the margin is larger.
  const padding = data.aligned ? (window.bytes[machine.pos - window.base] ?? 0) + 1 : 0;
  const end = machine.pos + padding + data.length;
  if (end > window.size) return { is: 'broken', why: 'it ends within the data of an array' };
  machine.pos = end;
  return undefined;
}
