/** What a stranger gains who takes a name that nobody owns. */

import type { Confidence, Reference, Severity } from '../model.ts';
import { confidenceOf, credible, lowered } from './confidence.ts';
import { FOLDER_CAVEAT, isFolderWord } from './folder.ts';
import { codePin, isPinned, loads, runsCode } from './pin.ts';

export interface Takeover {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What a stranger can do, as the end of a sentence. */
  readonly consequence: string;
}

/** What happens here on the day that somebody takes the name. The references are those of one repository, at least one. */
export function takeoverOf(references: readonly Reference[]): Takeover {
  const believed = credible(references);
  const exposed = believed.filter((reference) => !isPinned(reference));
  const loading = exposed.filter(loads);
  if (loading.length > 0) {
    const consequence = loading.some((reference) => runsCode(reference) && codePin(reference).at !== 'commit')
      ? 'run their code on every machine that loads it from here'
      : 'serve their files to every machine that loads it from here';
    return { severity: 'critical', confidence: confidenceOf(loading), consequence };
  }
  if (exposed.length > 0) {
    const consequence = 'serve their files to every reader who copies the name; nothing here loads it unpinned';
    return { severity: 'high', confidence: confidenceOf(exposed), consequence };
  }
  const consequence =
    'do no more than make the load fail: every place here is pinned to a commit, which a stranger cannot forge';
  return { severity: 'medium', confidence: confidenceOf(believed), consequence };
}

/**
 * The rule that the Hub documents for user names (hub-docs, security-sso-*-scim.md): 2 to 42 letters, digits and single inner
 * hyphens, not digits alone. It is not documented for organizations, nor for names as old as the Hub.
 */
const USERNAME = /^(?=.{2,42}$)(?!\d+$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;

export interface Registration {
  /** The confidence that is left. */
  readonly confidence: Confidence;
  /** A sentence to add to the message, or nothing. */
  readonly caveat: string;
}

/** How sure it is that a namespace is one, and that somebody can register it, given how sure the rest is. */
export function registrationOf(namespace: string, confidence: Confidence): Registration {
  if (isFolderWord(namespace)) return { confidence: 'low', caveat: FOLDER_CAVEAT };
  if (USERNAME.test(namespace)) return { confidence, caveat: '' };
  return {
    confidence: lowered(confidence),
    caveat:
      ' The name breaks the rule that the Hub documents for user names (2 to 42 letters, digits and single hyphens), so it may not be possible to register it.',
  };
}
