/** All candidates of a tree together: each is weighed in the light of the others, and becomes a reference or is rejected with a reason. */

import type { Extraction, Reference, Rejected, RepoId, RepoKind, RevisionSlot, Site, Unresolved } from '../model.ts';
import { type Candidate, confidenceOf, type Surroundings, type Weighed, weigh } from './evidence.ts';
import type { FileFindings, Located } from './findings.ts';
import type { Unfollowed } from './found.ts';
import type { Target } from './ids.ts';
import { isSentenceModel } from './legacy.ts';
import { gravestLoad, type Load } from './loads.ts';
import { isRoute, isRoutersPath, isServicesPath } from './otherwise.ts';

/** Whether a path exists in the audited tree, from its root or from the folder of the file that names it. */
export type Exists = (path: string, from: string) => boolean;

/** A candidate that scores this much on its own vouches for its name wherever else it stands. */
const VOUCHES = 6;

export function decide(files: readonly FileFindings[], exists: Exists): Extraction {
  const references: Reference[] = [];
  const rejected: Rejected[] = [];
  const templates: Unresolved[] = [];
  for (const { it, site, weighed, elsewhere } of weighAll(files, exists)) {
    if (weighed.rejected === null && isTemplate(it)) templates.push(templateOf(it, site));
    else if (weighed.rejected === null) references.push(referenceOf(it, site, weighed, elsewhere));
    else rejected.push({ text: textOf(it.target), reason: weighed.rejected, site });
  }
  for (const { it, site } of files.flatMap((file) => file.dismissed))
    rejected.push({ text: it.text, reason: it.reason, site });
  // A parameter that some caller in the tree gives has been followed there.
  const loads = files.flatMap((file) => [
    ...file.candidates.flatMap(({ it }) => it.load ?? []),
    ...file.marks.map(({ load }) => load),
  ]);
  const called = new Set(loads.flatMap(({ through }) => through.map(lastName)));
  const unresolved = files.flatMap((file) =>
    file.unfollowed.filter(({ it }) => it.decidedBy === null || !called.has(lastName(it.decidedBy))).map(unresolvedOf),
  );
  return {
    references,
    unresolved: [...templates, ...unresolved],
    rejected,
    diagnostics: files.flatMap((file) => file.diagnostics),
  };
}

/** A method is called on whatever its class's instance is called. */
function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function unresolvedOf({
  it: { span: _, statement: __, decidedBy: ___, call: ____, ...it },
  site,
}: Located<Unfollowed>): Unresolved {
  return { ...it, site };
}

/** True where the name goes on in a hole: `ns/name-{size}` in a catalogue, `ns/family-*` in a sentence. */
function isTemplate({ open, target }: Candidate): boolean {
  return open && target.namespace !== null && target.file === null && target.route === undefined;
}

function templateOf({ target, kind, load, place, after }: Candidate, site: Site): Unresolved {
  const rest = /^[-._]*(?:\{[^{}\n]*\}|\$\{?\w+\}?|\*|[-.\w])*/.exec(after)?.[0] ?? '';
  return {
    kind: kind ?? target.kind ?? 'model',
    namespace: target.namespace,
    text: (textOf(target) + rest).slice(0, 120),
    reason: 'goes on in a part that is not literal',
    ...(load === null ? {} : { loader: load.loader }),
    site,
    place,
  };
}

/** A list of data sets says by its name what its ids are. */
const DATASET_FILE = /(?:^|\/)(?:[\w.-]*[_-])?data_?sets?(?:[_-][\w-]*)?\.(?:json|ya?ml|toml)$/i;

function kindOfFile(path: string, { place, labels }: Candidate): RepoKind | null {
  return place === 'config' && DATASET_FILE.test(path) && !labels.some((label) => /model|tokenizer/i.test(label))
    ? 'dataset'
    : null;
}

export interface WeighedCandidate extends Located<Candidate> {
  readonly weighed: Weighed;
  /** The kind under which the same id is believed elsewhere. */
  readonly elsewhere: RepoKind | null;
}

/** Every candidate with its weight, file by file, each spot once. */
export function* weighAll(read: readonly FileFindings[], exists: Exists): Generator<WeighedCandidate> {
  const files = marked(read);
  const slugs = new Set(
    files.flatMap((file) => [
      ...file.dismissed.flatMap(({ it }) => gitHubSlug(it.text)),
      // Steps of a workflow use repositories of GitHub.
      ...file.candidates.flatMap(({ it }) => (it.labels[0] === 'uses' ? nameKey(it.target) : [])),
    ]),
  );
  const stems = new Set(files.map(({ path }) => stemOf(path)));
  const alone = {
    elsewhere: () => null,
    neighbours: () => false,
    onGitHub: (target: Target) => slugs.has(nameKey(target)),
    onDisk: (target: Target) => stems.has(nameKey(target)),
    listed: false,
  };
  const known = new Map<string, RepoKind>();
  for (const file of files) vouchers(file, inFile(file, exists, alone), known);
  const namespaces = new Set([...known.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  const elsewhere = (target: Target): RepoKind | null => known.get(nameKey(target)) ?? null;
  const neighbours = ({ namespace }: Target): boolean => namespace !== null && namespaces.has(namespace.toLowerCase());
  const together = { ...alone, elsewhere, neighbours };
  for (const file of files) {
    for (const { located, weighed } of strongest(file, inFile(file, exists, together))) {
      yield { ...located, weighed, elsewhere: elsewhere(located.it.target) };
    }
  }
}

/** The slot of a load by a function of another file. */
const ELSEWHERE: RevisionSlot = { is: 'none', why: 'it is loaded by a function of another file' };

/** Gives each candidate the loader that it reaches from another file. */
function marked(files: readonly FileFindings[]): readonly FileFindings[] {
  const marks = new Map<string, Map<number, Load[]>>();
  for (const { path, start, load } of files.flatMap((file) => file.marks)) {
    const inFile = marks.get(path) ?? new Map<number, Load[]>();
    marks.set(path, inFile);
    inFile.set(start, [...(inFile.get(start) ?? []), load]);
  }
  if (marks.size === 0) return files;
  return files.map((file) => {
    const loads = marks.get(file.path);
    if (loads === undefined) return file;
    const candidates = file.candidates.map((each) => {
      const reached = each.it.whole ? (loads.get(each.it.span.start) ?? []) : [];
      const [gravest] = [...reached].sort(gravestLoad);
      if (gravest === undefined) return each;
      const slots = [...(each.it.slots ?? []), ...reached.map(({ slot }) => slot ?? ELSEWHERE)];
      const { load = gravest, kind = gravest.kind } = each.it.load === null ? {} : each.it;
      return { ...each, it: { ...each.it, load, kind, slots } };
    });
    return { ...file, candidates };
  });
}

/** A file that names so many routes of services is about them. */
const ROUTES = 3;

function inFile(
  file: FileFindings,
  exists: Exists,
  rest: Omit<Surroundings, 'hubFile' | 'exists' | 'routes' | 'service'>,
): Surroundings {
  const routes = new Set(file.candidates.flatMap(({ it }) => (isRoute(it.target) ? it.target.name : [])));
  return {
    ...rest,
    routes: routes.size >= ROUTES || isRoutersPath(file.path),
    service: !file.hubFile && isServicesPath(file.path),
    hubFile: file.hubFile,
    exists: (path) => exists(path, file.path),
  };
}

function textOf({ namespace, name }: Target): string {
  return namespace === null ? name : `${namespace}/${name}`;
}

function nameKey(target: Target): string {
  return textOf(target).toLowerCase();
}

/** A file's folder and its name without an ending, as a key: what a program of its own calls it by. */
function stemOf(path: string): string {
  return path
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/\.[a-z]+$/i, '')
    .toLowerCase();
}

/** Owner and repository of an address of GitHub, as a key. */
function gitHubSlug(address: string): string[] {
  const slug = /github(?:usercontent)?\.com[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:[/#?]|$)/i.exec(address);
  return slug === null ? [] : [`${slug[1]}/${slug[2]}`.toLowerCase()];
}

/** Notes the names that a file's candidates are believed to be on their own evidence, with their kind. */
function vouchers(file: FileFindings, around: Surroundings, known: Map<string, RepoKind>): void {
  for (const { it } of file.candidates) {
    if (it.target.namespace === null || it.load?.writes === true || it.open) continue;
    const weighed = weigh(it, around);
    if (weighed.rejected !== null || weighed.score < VOUCHES) continue;
    const key = nameKey(it.target);
    known.set(key, it.kind ?? known.get(key) ?? kindOfFile(file.path, it) ?? 'model');
  }
}

interface Weighing {
  readonly located: Located<Candidate>;
  readonly weighed: Weighed;
}

/** One spot may be read twice, as code and as text: the reading that knows most counts. In the order of the file. */
function strongest(file: FileFindings, around: Surroundings): Weighing[] {
  const best = new Map<number, Weighing>();
  for (const located of file.candidates) {
    const weighed = weigh(located.it, around);
    const { start } = located.it.span;
    const before = best.get(start);
    if (before === undefined || weighed.score > before.weighed.score) best.set(start, { located, weighed });
  }
  return inLists(
    [...best].sort(([a], [b]) => a - b).map(([, each]) => each),
    { ...around, listed: true },
  );
}

/** What stands between the names of a list: marks, quotes, `and`. */
const BETWEEN = /^(?:[\s"'`,;|*•+&()[\]{}<>/-]|\band\b|\bor\b)*$/;

/** Whether a name follows on another in a list. */
function follows({ located: { it, site } }: Weighing, { located: before }: Weighing): boolean {
  if (site.line - before.site.line > 2) return false;
  const { name } = before.it.target;
  const at = it.before.lastIndexOf(name);
  return at >= 0 && BETWEEN.test(it.before.slice(at + name.length));
}

/** Weighs again what stands in a list beside a name that is believed, from the first to the last and back. */
function inLists(all: readonly Weighing[], around: Surroundings): Weighing[] {
  const found = [...all];
  const chained = found.map((each, i) => i > 0 && follows(each, found[i - 1] ?? each));
  const settle = (i: number, beside: Weighing | undefined): void => {
    const each = found[i];
    if (each === undefined || beside?.weighed.rejected !== null) return;
    const { it } = each.located;
    // "the data sets ns/a and ns/b"
    const kind = it.kind ?? (it.whole ? null : beside.located.it.kind);
    const located = { ...each.located, it: { ...it, kind } };
    found[i] = { located, weighed: each.weighed.rejected === null ? each.weighed : weigh(it, around) };
  };
  for (let i = 1; i < found.length; i++) if (chained[i] === true) settle(i, found[i - 1]);
  for (let i = found.length - 2; i >= 0; i--) if (chained[i + 1] === true) settle(i, found[i + 1]);
  return found;
}

function referenceOf(it: Candidate, site: Site, weighed: Weighed, elsewhere: RepoKind | null): Reference {
  const { target, load } = it;
  const kind = it.kind ?? kindOfFile(site.path, it) ?? elsewhere ?? 'model';
  const implicit = target.namespace === null && kind === 'model' && isSentenceModel(target.name);
  const id: RepoId = { kind, namespace: implicit ? 'sentence-transformers' : target.namespace, name: target.name };
  const revision =
    target.revision.at !== 'none'
      ? target.revision
      : load !== null && load.revision.at !== 'none'
        ? load.revision
        : (it.beside ?? target.revision);
  const file = target.file ?? load?.file ?? null;
  const codeRevision = load?.codeRevision ?? null;
  return {
    id,
    revision,
    ...(codeRevision === null ? {} : { codeRevision }),
    site,
    place: it.place,
    ...(load !== null ? { loader: load.loader } : it.downloads ? { loader: 'download' } : {}),
    ...(file === null ? {} : { file }),
    ...(load === null || Object.keys(load.picks).length === 0 ? {} : { picks: load.picks }),
    remoteCode: load?.remoteCode ?? false,
    ...(load?.writes === true ? { writes: true } : {}),
    ...(load?.unpinnable === true ? { unpinnable: true } : {}),
    slots: slotsOf(it, site),
    confidence: confidenceOf(weighed.score),
    evidence: weighed.reasons,
  };
}

const REPLACEABLE: RevisionSlot = { is: 'none', why: 'it is a default, and the same call can load something else' };

/** An address says itself where its revision stands. */
function slotsOf({ target, place, slots = [] }: Candidate, { path, span }: Site): readonly RevisionSlot[] {
  const inside =
    target.revision.at !== 'none' || target.form === 'uri' || target.route === 'resolve' || target.route === 'raw';
  if (inside) return [{ is: 'address', path, span }];
  // Whoever names another one gets that other one at this one's commit.
  return place === 'default' ? slots.map((slot) => (slot.is === 'none' ? slot : REPLACEABLE)) : slots;
}
