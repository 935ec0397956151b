/** What a file was found to hold, before it is weighed. */

import type { Span, Unresolved } from '../model.ts';
import type { Candidate } from './evidence.ts';

/** A candidate that the grammar itself turned down. */
export interface Dismissed {
  readonly text: string;
  readonly reason: string;
  readonly span: Span;
}

/** A loading call whose id could not be followed. */
export interface Unfollowed extends Omit<Unresolved, 'site'> {
  readonly span: Span;
  readonly statement: Span;
  /** Where the loading call begins, which tells it from others. */
  readonly call: number;
  /** The function whose caller decides, where it is one. */
  readonly decidedBy: string | null;
}

export interface Findings {
  readonly candidates: Candidate[];
  readonly dismissed: Dismissed[];
  readonly unfollowed: Unfollowed[];
}
