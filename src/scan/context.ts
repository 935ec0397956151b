/** What every scanner is given and gives back: where it stands, how far it may go, and how to go on inside. */

import type { ByteSource, Evidence, Gap } from '../model.ts';

/** How far one file may take us. Reaching a limit is a gap, never a crash. */
export interface Limits {
  /** Containers within containers, pickles within strings. */
  readonly depth: number;
  /** Members of all containers together. */
  readonly members: number;
  /** Bytes that are unpacked or decoded, all together; bytes of the file itself are not counted. */
  readonly bytes: number;
  /** Unpacked bytes for each packed byte. */
  readonly ratio: number;
  /** Opcodes of all pickles together. */
  readonly steps: number;
}

export const LIMITS: Limits = {
  depth: 16,
  members: 100_000,
  bytes: 8 * 2 ** 30,
  ratio: 2_000,
  steps: 200_000_000,
};

/** What is left of the limits, shared by everything inside one file and counted down in place. */
export interface Budget {
  members: number;
  bytes: number;
  steps: number;
}

export function budgetOf(limits: Limits): Budget {
  return { members: limits.members, bytes: limits.bytes, steps: limits.steps };
}

export interface Scanned {
  /** What the content is, by its own marks: `pickle (protocol 4)`. */
  readonly format: string;
  readonly evidence: readonly Evidence[];
  readonly gaps: readonly Gap[];
  /** False where the content is nothing that the scanner knows: then `gaps` says so too. */
  readonly understood: boolean;
}

export interface ScanContext {
  /** The members from the file inwards; every evidence and gap carries it. */
  readonly within: readonly string[];
  /** Zero for the file itself. */
  readonly depth: number;
  readonly limits: Limits;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  /** Scans something found inside, under a name that joins `within`: what it is, is decided anew by its content. */
  open(source: ByteSource, name: string): Promise<Scanned>;
}
