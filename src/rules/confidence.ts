/** How sure a verdict is: as sure as the best of the references it rests on. */

import { CONFIDENCES, type Confidence, type Reference, type Unresolved } from '../model.ts';

/** The references that are more than a guess, or all of them where none is: a guess decides nothing beside better evidence. */
export function credible(references: readonly Reference[]): readonly Reference[] {
  const better = references.filter((reference) => reference.confidence !== 'low');
  return better.length > 0 ? better : references;
}

/** The highest confidence among references. */
export function confidenceOf(references: readonly Reference[]): Confidence {
  return CONFIDENCES.findLast((level) => references.some((reference) => reference.confidence === level)) ?? 'low';
}

/**
 * The confidence in a template. Its literal part can also be a local folder (`f"checkpoints/{step}"`), which is why it is never
 * high, and low where it was not even seen to reach a loader.
 */
export function templateConfidence(unresolved: readonly Unresolved[]): Confidence {
  return unresolved.some((place) => place.loader !== undefined) ? 'medium' : 'low';
}

/** One step less sure. */
export function lowered(confidence: Confidence): Confidence {
  return CONFIDENCES[CONFIDENCES.indexOf(confidence) - 1] ?? 'low';
}

/** The lowest of some. */
export function least(...confidences: readonly Confidence[]): Confidence {
  return CONFIDENCES.find((level) => confidences.includes(level)) ?? 'low';
}
