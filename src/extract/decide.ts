/** All candidates of a tree together: each is weighed in the light of the others, and becomes a reference or is rejected with a reason. */

import type { Diagnostic, Reference, Rejected, RepoId, RepoKind, Unresolved } from '../model.ts';
import { type Candidate, confidenceOf, type Surroundings, type Weighed, weigh } from './evidence.ts';
import type { FileFindings, Located } from './findings.ts';
import { isSentenceModel } from './legacy.ts';

export interface Extraction {
  readonly references: readonly Reference[];
  readonly unresolved: readonly Unresolved[];
  readonly rejected: readonly Rejected[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Weighs all candidates of a tree, each file's in the light of the others'. */
export function decide(files: readonly FileFindings[], exists: (path: string, from: string) => boolean): Extraction {
  const references: Reference[] = [];
  const rejected: Rejected[] = [];
  const unresolved: Unresolved[] = [];
  const known = believedAlone(files, exists);
  for (const file of files) {
    const best = new Map<number, { located: Located<Candidate>; weighed: Weighed }>();
    for (const located of file.candidates) {
      const weighed = weigh(
        located.it,
        surroundings(file, exists, (target) => known.get(nameKey(target)) ?? null),
      );
      const before = best.get(located.it.span.start);
      if (before === undefined || weighed.score > before.weighed.score)
        best.set(located.it.span.start, { located, weighed });
    }
    const starts = new Set<number>();
    for (const { located, weighed } of [...best.values()].sort(
      (a, b) => a.located.it.span.start - b.located.it.span.start,
    )) {
      if (weighed.rejected !== null) {
        rejected.push({ text: textOfTarget(located.it), reason: weighed.rejected, site: located.site });
        continue;
      }
      starts.add(located.it.span.start);
      references.push(referenceOf(located, weighed, known.get(nameKey(located.it.target)) ?? null));
    }
    for (const { it, site } of file.dismissed) rejected.push({ text: it.text, reason: it.reason, site });
    for (const { it, site } of file.unfollowed) {
      const { span: _, statement: __, ...rest } = it;
      unresolved.push({ ...rest, site });
    }
  }
  return { references, unresolved, rejected, diagnostics: files.flatMap((file) => file.diagnostics) };
}

type NamedTarget = Candidate['target'];

function nameKey(target: NamedTarget): string {
  return `${target.namespace ?? ''}/${target.name}`.toLowerCase();
}

function textOfTarget({ target }: Candidate): string {
  return target.namespace === null ? target.name : `${target.namespace}/${target.name}`;
}

function surroundings(
  file: FileFindings,
  exists: (path: string, from: string) => boolean,
  elsewhere: (target: NamedTarget) => RepoKind | null,
): Surroundings {
  return { hubFile: file.hubFile, exists: (path) => exists(path, file.path), elsewhere };
}

/** The ids that are believed on their own evidence somewhere in the tree, with their kind. */
function believedAlone(
  files: readonly FileFindings[],
  exists: (path: string, from: string) => boolean,
): ReadonlyMap<string, RepoKind> {
  const known = new Map<string, RepoKind>();
  for (const file of files) {
    const around = surroundings(file, exists, () => null);
    for (const { it } of file.candidates) {
      if (it.target.namespace === null || it.load?.writes === true) continue;
      const weighed = weigh(it, around);
      if (weighed.rejected === null && weighed.score >= 6)
        known.set(nameKey(it.target), it.kind ?? known.get(nameKey(it.target)) ?? 'model');
    }
  }
  return known;
}

function referenceOf({ it, site }: Located<Candidate>, weighed: Weighed, elsewhere: RepoKind | null): Reference {
  const { target, load } = it;
  const kind = it.kind ?? elsewhere ?? 'model';
  const implicit = target.namespace === null && kind === 'model' && isSentenceModel(target.name);
  const id: RepoId = { kind, namespace: implicit ? 'sentence-transformers' : target.namespace, name: target.name };
  const revision = target.revision.at !== 'none' ? target.revision : (load?.revision ?? it.beside ?? target.revision);
  const file = target.file ?? load?.file ?? null;
  return {
    id,
    revision,
    ...(load?.codeRevision == null ? {} : { codeRevision: load.codeRevision }),
    site,
    place: it.place,
    ...(load === null ? {} : { loader: load.loader }),
    ...(file === null ? {} : { file }),
    remoteCode: load?.remoteCode ?? false,
    confidence: confidenceOf(weighed.score),
    evidence: weighed.reasons,
  };
}
