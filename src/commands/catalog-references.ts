/** The rows of a catalogue as references: each repository with its first places and a count of the others, however many rows there are. */

import type { Row } from '../catalog/catalog.ts';
import {
  type Finding,
  type Reference,
  type Revision,
  repoKey,
  revisionText,
  type Site,
  type Subject,
} from '../model.ts';

/** Of each repository at each revision. */
const PLACES_KEPT = 5;

interface Group {
  readonly references: Reference[];
  unlisted: number;
}

export interface CatalogReferences {
  add(row: Row): void;
  /** Rows that were added. */
  count(): number;
  /** One subject for each repository, nothing asked yet. */
  subjects(): Subject[];
  /** The finding with the number of places that are not listed. */
  counted(finding: Finding): Finding;
}

export interface CatalogAbout {
  /** As sites tell it. */
  readonly path: string;
  /** The column that names the repositories; null where there is none. */
  readonly column: string | null;
  /** Whether the catalogue has a column for revisions. A row without one is not pinned; without a column nothing can be. */
  readonly hasRevisions: boolean;
}

export function createReferences({ path, column, hasRevisions }: CatalogAbout): CatalogReferences {
  const groups = new Map<string, Map<string, Group>>();
  const groupOf = new WeakMap<Site, Group>();
  const evidence = [
    column === null || column === '' ? 'a row of the catalogue' : `a row of the catalogue, in ${column}`,
  ];
  let count = 0;

  function add({ field, target, kind, revision }: Row): void {
    count += 1;
    const id = { kind, namespace: target.namespace === null ? null : own(target.namespace), name: own(target.name) };
    const variants = entryOf(groups, repoKey(id), () => new Map<string, Group>());
    const variant = `${revisionText(revision) ?? ''} ${target.file ?? ''}`;
    const group = entryOf(variants, variant, () => ({ references: [], unlisted: 0 }));
    if (group.references.length >= PLACES_KEPT) {
      group.unlisted += 1;
      return;
    }
    const start = field.start + target.span.start;
    const column = field.column + target.span.start;
    const length = target.span.end - target.span.start;
    const site: Site = {
      path,
      line: field.line,
      column,
      endColumn: column + length,
      span: { start, end: start + length },
      statement: { start: field.start, end: field.start + field.text.length },
      statementLines: [field.line, field.line],
    };
    groupOf.set(site, group);
    group.references.push({
      // Of one repository one value, for there may be many of them.
      id: group.references[0]?.id ?? id,
      revision: ownRevision(revision),
      site,
      place: 'config',
      ...(target.file === null ? {} : { file: own(target.file) }),
      remoteCode: false,
      ...(hasRevisions || revision.at !== 'none' ? {} : { unpinnable: true }),
      confidence: 'high',
      evidence,
    });
  }

  return {
    add,
    count: () => count,
    subjects: () =>
      [...groups.values()].flatMap((variants): Subject[] => {
        const references = [...variants.values()].flatMap((group) => group.references);
        const [first] = references;
        if (first === undefined) return [];
        return [{ is: 'repository', id: first.id, references, resolution: null, revisions: new Map(), lock: null }];
      }),
    counted(finding) {
      const concerned = new Set(finding.places.flatMap(({ site }) => groupOf.get(site) ?? []));
      const unlisted = [...concerned].reduce((sum, group) => sum + group.unlisted, 0);
      return unlisted === 0 ? finding : { ...finding, unlisted };
    },
  };
}

/** A text of its own: a part of a text keeps the whole in memory, which here is a piece of the file. */
function own(text: string): string {
  return Buffer.from(text).toString();
}

function ownRevision(revision: Revision): Revision {
  switch (revision.at) {
    case 'commit':
    case 'short':
      return { ...revision, commit: own(revision.commit) };
    case 'named':
      return { ...revision, name: own(revision.name) };
    default:
      return revision;
  }
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
