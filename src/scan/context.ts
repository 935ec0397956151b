/** What every scanner is given and gives back: where it stands, how far it may go, and how to go on inside. */

import type { ByteSource, CodeJudge, Evidence, Gap } from '../model.ts';

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
  /** Members that loaders take for plain numbers and that are looked into all the same: each may cost a round trip. */
  readonly probes: number;
  /** Milliseconds for the file as a whole. */
  readonly time: number;
}

export const LIMITS: Limits = {
  depth: 16,
  members: 100_000,
  bytes: 8 * 2 ** 30,
  ratio: 200,
  steps: 200_000_000,
  probes: 100_000,
  time: 600_000,
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
  /** The runs of opcodes at the top of these bytes, where they are pickles: `scanPickle` gives them always. */
  readonly streams?: readonly PickleStream[];
}

/** Reads bytes as one kind of content. Throws nothing: what it cannot read is a gap. */
export type Scanner = (source: ByteSource, context: ScanContext) => Promise<Scanned>;

export interface ScanContext {
  /** The members from the file inwards; every evidence and gap carries it. */
  readonly within: readonly string[];
  /** The file's own name: a hint where content leaves it open (`.py`), never more. */
  readonly file?: string;
  /** Zero for the file itself. */
  readonly depth: number;
  readonly limits: Limits;
  readonly budget: Budget;
  /** Aborts when the run is cancelled or the file has taken too long; its reason says which, in words. */
  readonly signal: AbortSignal;
  /** Judges text that is code; without it code is not judged, which is said. Handed in, for what reads code is no part of scanning. */
  readonly code?: CodeJudge | undefined;
  /**
   * Scans something found inside, under a name that joins `within`. Counts as a member; beyond a limit it comes back as a gap.
   *
   * @param scan reads it as the kind that its container says it is; by default that is decided anew by its content
   */
  open(source: ByteSource, name: string, scan?: Scanner): Promise<Scanned>;
}

/** A value of a pickle that is known without running anything; `undefined` is one that is not. */
export type Constant =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  /** By module and name: `torch FloatStorage`. */
  | { readonly global: string }
  | readonly Constant[];

/** One run of opcodes, from its first byte to behind its STOP. What containers put behind or between pickles is told by it. */
export interface PickleStream {
  readonly start: number;
  /** Exclusive: behind STOP, or where the stream breaks. */
  readonly end: number;
  /** Whether it says that it is one: PROTO with protocol 2 or later. */
  readonly marked: boolean;
  /** False where it breaks before STOP. */
  readonly stopped: boolean;
  /** What it asks its loader for, as far as it is known: PyTorch's tensors are `('storage', type, key, place, count)`. */
  readonly persistentIds: readonly Constant[];
  /** What it leaves at STOP, as far as it is known: a legacy PyTorch file's magic number, and its list of keys. */
  readonly result: Constant;
}

/** How `scanPickle` is to go about it: its third, optional parameter. */
export interface PickleOptions {
  /**
   * Ends behind so many streams, without a gap for what stands behind them, and searches for none behind one that breaks: what
   * follows belongs to somebody else. By default it reads to the end.
   */
  readonly streams?: number;
}
