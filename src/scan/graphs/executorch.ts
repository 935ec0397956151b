/** ExecuTorch: a program of operators that are named by their libraries, and parts that were compiled for a backend. */

import type { ByteSource } from '../../model.ts';
import { hasMark } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally, type Tally } from '../tally.ts';
import { KNOWN_NAMESPACES } from '../torch/operators.ts';
import { FlatbufferError, rootTable, type Table } from './flatbuffer.ts';

// Numbers of fields as in executorch/schema/program.fbs.
const PROGRAM = { plans: 1 };
const PLAN = { operators: 6, delegates: 7 };

/** Null where the bytes are not that. */
export async function scanExecuTorch(
  source: ByteSource,
  head: Uint8Array,
  context: ScanContext,
): Promise<Scanned | null> {
  if (!hasMark(head, 'ET12', 4)) return null;
  const tally = createTally(context);
  try {
    await judge(await rootTable(source), context, tally);
  } catch (error) {
    if (!(error instanceof FlatbufferError)) throw error;
    tally.gap(0, source.size, `the program cannot be read in full: ${error.message}`);
  }
  return tally.done('ExecuTorch');
}

async function judge(program: Table, context: ScanContext, tally: Tally): Promise<void> {
  const seen = new Set<string>();
  for (const plan of await program.tables(PROGRAM.plans)) {
    context.signal.throwIfAborted();
    for (const operator of await plan.tables(PLAN.operators)) {
      const name = await operator.string(0);
      if (KNOWN_NAMESPACES.has(name.split('::')[0] ?? '') || seen.has(name)) continue;
      seen.add(name);
      const why = `The operator ${name} is none of PyTorch: the program that loads the model brings it along, and what it does is not known`;
      tally.say('custom-operator', 'medium', operator.at, name, why);
    }
    for (const delegate of await plan.tables(PLAN.delegates)) {
      const name = await delegate.string(0);
      if (seen.has(name)) continue;
      seen.add(name);
      const why = `a part of the model is compiled for ${name}, and runs as it is`;
      tally.say('compiled-operator', 'info', delegate.at, name, why);
    }
  }
}
