/** The canary: known-good owners, asked whenever a missing one is about to be believed. */

import { readAccount } from './account.ts';
import type { Answers } from './answers.ts';

/** Accounts long on the Hub. One of each kind has to answer; there are several, for any of them may go one day. */
export const KNOWN_GOOD = {
  organizations: ['openai-community', 'huggingface', 'Qwen'],
  users: ['TheBloke', 'lysandre', 'julien-c'],
} as const;

export interface Canary {
  /** Null when both overviews answered for known-good owners just now; else why they cannot be believed. */
  check(): Promise<string | null>;
}

const LONGEST_AGE = 30_000;
const MOST_VERDICTS = 100;

/**
 * On 2023-05-09 the Hub answered 404 for organizations that existed, for hours (UKPLab/sentence-transformers#1915). So a 404
 * counts only while the same overview still answers 200 for an owner that is known to exist. Both overviews are tried, for a
 * verdict rests on both. A check serves the verdicts of the next half minute.
 */
export function createCanary(answers: Answers, clock: () => number): Canary {
  let last: { readonly result: Promise<string | null>; at: number; verdicts: number } | null = null;

  return {
    check() {
      if (last === null || clock() - last.at >= LONGEST_AGE || last.verdicts >= MOST_VERDICTS) {
        const check = { result: confirm(answers), at: Number.POSITIVE_INFINITY, verdicts: 0 };
        last = check;
        void check.result.then(() => {
          check.at = clock();
        });
      }
      last.verdicts += 1;
      return last.result;
    },
  };
}

async function confirm(answers: Answers): Promise<string | null> {
  for (const [kind, names] of [
    ['organizations', KNOWN_GOOD.organizations],
    ['users', KNOWN_GOOD.users],
  ] as const) {
    const failed = await noneAnswers(answers, kind, names);
    if (failed !== null) return failed;
  }
  return null;
}

/** Null when one of the names answers for itself, else why not. */
async function noneAnswers(
  answers: Answers,
  kind: keyof typeof KNOWN_GOOD,
  names: readonly string[],
): Promise<string | null> {
  let trouble: string | null = null;
  for (const name of names) {
    const told = await answers.askAgain({ to: kind, name });
    const account = readAccount(told, kind, name);
    if (account.state === 'present') return null;
    if (account.state === 'unknown') trouble = account.why;
  }
  if (trouble !== null) return `the known-good ${kind} could not be asked for comparison: ${trouble}`;
  return `the known-good ${kind} ${names.join(', ')} are missing here as well: an outage, or a mirror without them`;
}
