/** Evidence: a candidate is weighed by the clues that hold for it. */

import type { Confidence, Place, RepoKind, Revision, RevisionSlot, Span } from '../model.ts';
import { anotherHub, CLUES, isCalledAnId } from './clues.ts';
import type { Target } from './ids.ts';
import type { Load } from './loads.ts';
import { otherThanReference } from './otherwise.ts';

/** Everything that the weighing looks at. */
export interface Candidate {
  readonly target: Target;
  /** In the file. */
  readonly span: Span;
  readonly statement: Span;
  readonly place: Place;
  readonly kind: RepoKind | null;
  /** The one that counts most, where the literal reaches loaders. */
  readonly load: Load | null;
  /** Keys and names that lead to it, the nearest first. */
  readonly labels: readonly string[];
  readonly callee: string | null;
  /** True where the whole literal is the id, false where it is a word among others. */
  readonly whole: boolean;
  /** What follows the id behind a colon: a quantization, a provider, the tag of an image. */
  readonly tag: string | null;
  /** True where it goes on in a part that is not literal. */
  readonly open: boolean;
  /** The text before and after, a line at most. */
  readonly before: string;
  readonly after: string;
  /** True for an address that code or a command fetches a file from. */
  readonly downloads: boolean;
  /** A revision that stands beside it, in a neighbouring key. */
  readonly beside: Revision | null;
  /** Where a revision is written or would be, outside of an address. */
  readonly slots?: readonly RevisionSlot[];
}

/** What is known of the file and of the repository around a candidate. */
export interface Surroundings {
  /** True where the file speaks of the Hub or imports one of its libraries. */
  readonly hubFile: boolean;
  /** True where a path of this name exists in the audited tree. */
  exists(path: string): boolean;
  /** The kind under which the same id is believed elsewhere in the tree, on its own evidence. */
  elsewhere(target: Target): RepoKind | null;
  /** True where other repositories of the same namespace are believed in the tree. */
  neighbours(target: Target): boolean;
  /** True where the file lists what a service routes to. */
  readonly routes: boolean;
  /** True where the file is named for a service with names of its own, and does not speak of the Hub. */
  readonly service: boolean;
  /** True where an address of GitHub with the same two parts stands in the tree. */
  onGitHub(target: Target): boolean;
  /** True where a file of the tree has this name, whatever its ending and wherever it lies. */
  onDisk(target: Target): boolean;
  /** True where what stands beside it in a list is believed. */
  readonly listed: boolean;
}

export interface Weighed {
  readonly score: number;
  readonly reasons: readonly string[];
  /** Why it is something else; null when it is believed. */
  readonly rejected: string | null;
}

/** From this score on a candidate is a reference. */
const BELIEVED = 3;

export function confidenceOf(score: number): Confidence {
  return score >= 6 ? 'high' : score >= 4 ? 'medium' : 'low';
}

/** Weighs a candidate. Every clue that holds is among the reasons, the strongest first. */
export function weigh(candidate: Candidate, around: Surroundings): Weighed {
  const { target } = candidate;
  const told = isCalledAnId(candidate) || candidate.load !== null || target.form === 'url' || target.form === 'uri';
  const otherwise = anotherHub(candidate) ?? otherThanReference(target, candidate.load !== null);
  if (otherwise !== null) return { score: 0, reasons: [], rejected: otherwise };
  const held: { weight: number; reason: string }[] = [];
  for (const clue of CLUES) {
    const reason = clue.says(candidate, around);
    if (reason !== null) held.push({ weight: clue.weight, reason });
  }
  held.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const score = held.reduce((sum, { weight }) => sum + weight, 0);
  const reasons = held.filter(({ weight }) => weight > 0).map(({ reason }) => reason);
  if (score >= BELIEVED) {
    return !told && namesAPath(target, around)
      ? { score: 0, reasons: [], rejected: 'a path that exists here' }
      : { score, reasons, rejected: null };
  }
  const against = held.find(({ weight }) => weight < 0);
  return { score, reasons, rejected: against?.reason ?? 'nothing says that it is one' };
}

/** Endings that links, imports and tables of contents leave away. */
const ENDINGS = ['', '.md', '.mdx', '.rst', '.py', '.ts', '.tsx', '.js', '.yaml', '.json', '.html'];

function namesAPath({ namespace, name, file }: Target, around: Surroundings): boolean {
  const path = [namespace, name, file].filter((part) => part !== null).join('/');
  return ENDINGS.some((ending) => around.exists(path + ending));
}
