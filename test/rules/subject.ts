/** Subjects as the stages before the rules would make them. */

import type {
  Locked,
  Owner,
  Reference,
  Resolution,
  RevisionState,
  Site,
  Subject,
  Unresolved,
} from '../../src/model.ts';
import { model } from '../../src/rules/example.ts';

export const FULL = '9c1d5e0b7f3a48261d0c9b8a7e6f5d4c3b2a1908';
export const OTHER = '0123456789abcdef0123456789abcdef01234567';

/** A site on one line, which is its whole statement unless `lines` says otherwise. */
export function siteAt(path: string, line: number, lines: readonly [number, number] = [line, line]): Site {
  const span = { start: line * 100, end: line * 100 + 20 };
  return { path, line, column: 5, endColumn: 25, span, statement: span, statementLines: lines };
}

/** A plain call of a loader, sure, without a revision; `more` says what is particular. */
export function reference(name: string, more: Partial<Reference> = {}): Reference {
  return {
    id: model(name),
    revision: { at: 'none' },
    site: siteAt('load.py', 2),
    place: 'call',
    loader: 'transformers.AutoModel.from_pretrained',
    remoteCode: false,
    confidence: 'high',
    evidence: ['first argument of a loader'],
    ...more,
  };
}

/** A mention in prose, which loads nothing. */
export function mention(name: string, more: Partial<Reference> = {}): Reference {
  const { loader: _, ...rest } = reference(name, { site: siteAt('README.md', 7), place: 'prose', ...more });
  return rest;
}

/** The repository that references name, of which the first gives the id. */
export function repositorySubject(
  references: readonly [Reference, ...Reference[]],
  resolution: Resolution | null,
  revisions: Readonly<Record<string, RevisionState>> = {},
  lock: Locked | null = null,
): Subject {
  return {
    is: 'repository',
    id: references[0].id,
    references,
    resolution,
    revisions: new Map(Object.entries(revisions)),
    lock,
  };
}

/** A template that reaches a loader. */
export function templateSubject(
  namespace: string | null,
  owner: Owner | null,
  more: Partial<Unresolved> = {},
): Subject {
  const text = namespace === null ? 'args.model' : `f"${namespace}/tern-{size}"`;
  const unresolved: Unresolved = {
    kind: 'model',
    namespace,
    text,
    reason: 'the value of size is not known',
    loader: 'transformers.AutoModel.from_pretrained',
    site: siteAt('load.py', 4),
    place: 'call',
    ...more,
  };
  return { is: 'template', kind: 'model', namespace, text, unresolved: [unresolved], owner };
}
