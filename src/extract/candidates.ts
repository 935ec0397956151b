/** From facts to candidates: every literal that has the shape or reaches a loader, and every word of a passage, with what surrounds it. */

import type { Place, RepoKind, Revision, RevisionSlot, Span, Unresolved } from '../model.ts';
import { type Abroad, abroadIn } from './abroad.ts';
import { type Context, type Literal, visitLiterals } from './context.ts';
import type { Candidate } from './evidence.ts';
import type { Passage } from './facts.ts';
import { textOf, type Value } from './flow.ts';
import { isRepoId, type NotARepository, readBare, revisionOf, type Target } from './ids.ts';
import { isBuilder, isLegacyDataset, isLegacyModel, isSentenceModel } from './legacy.ts';
import type { Loader } from './loaders.ts';
import { gravestLoad } from './loads.ts';
import { isKnownNamespace } from './namespaces.ts';
import { functionName, lastSegment, type ModuleIndex } from './program.ts';
import { type Arrival, arrivalsIn, type LoaderTable } from './sinks.ts';
import { originOf, originSpan } from './text.ts';
import { type Word, wordsIn } from './words.ts';

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

const MAX_AROUND = 100;

export interface ModuleFindings extends Findings {
  readonly wrappers: readonly Loader[];
  readonly abroad: Abroad;
}

export function findInModule(
  index: ModuleIndex,
  table: LoaderTable,
  isOwn: (specifier: string) => boolean,
): ModuleFindings {
  const { module } = index;
  const found: Findings = { candidates: [], dismissed: [], unfollowed: [] };
  const arrivals = new Map<Literal, Arrival[]>();
  const followed = new Set<Arrival['call']>();
  const { arrivals: all, wrappers, loading } = arrivalsIn(index, table);
  for (const arrival of all) {
    const { value } = arrival;
    const [only, ...rest] = value ?? [];
    if (only !== undefined && 'literal' in only && rest.length === 0) {
      const known = arrivals.get(only.literal);
      if (known === undefined) arrivals.set(only.literal, [arrival]);
      else known.push(arrival);
    }
    if (value !== null && textOf(value) !== null) followed.add(arrival.call);
  }
  const common = commonPieces(all);
  for (const arrival of together(all, common))
    composed(arrival, index, followed, common.get(arrival.call) ?? NO_LITERALS, found);
  /** Parts of ids, which are no ids themselves. */
  const parts = new Set(
    all.flatMap(({ value }) =>
      value !== null && value.length > 1 && textOf(value) !== null
        ? value.flatMap((piece) => ('literal' in piece && !piece.literal.text.includes('/') ? [piece.literal] : []))
        : [],
    ),
  );
  const written = foldersWritten(index);
  const unfollowed = new Map(found.unfollowed.map((each) => [`${each.span.start} ${each.loader}`, each]));
  found.unfollowed.splice(0, Infinity, ...unfollowed.values());
  visitLiterals(module, (literal, context) => {
    if (parts.has(literal)) return;
    if (written.has(literal.text.trim()) && !isKnownNamespace(literal.text.trim().split('/')[0] ?? ''))
      found.dismissed.push({
        text: literal.text.trim(),
        reason: 'a folder that the program writes',
        span: originSpan(module.text, literal.span),
      });
    else inLiteral(literal, context, arrivals.get(literal) ?? [], index.path, found);
  });
  return { ...found, wrappers, abroad: abroadIn(index, all, isOwn, loading) };
}

/** Calls that write a folder, by the argument that names it. */
const WRITERS = /^(?:save|save_model|save_pretrained|save_to_disk|save_vocabulary|makedirs|mkdir)$/;
const WRITTEN = new Set(['output_dir', 'save_directory', 'out_dir', 'logging_dir']);

/** The folders that a module writes: what it loads from them is its own. */
function foldersWritten(index: ModuleIndex): ReadonlySet<string> {
  const written = new Set<string>();
  for (const { expr, path } of index.calls) {
    const writes = WRITERS.test(lastSegment(path));
    for (const [i, { name, value }] of expr.args.entries()) {
      const names = name === null ? writes && i === 0 : WRITTEN.has(name);
      if (names && value.is === 'text' && /^[^:\s]+$/.test(value.text)) written.add(value.text);
    }
  }
  return written;
}

/** Words of a text that is meant for people, outside the spans that were read as code. */
export function findInPassage(passage: Passage, except: readonly Span[]): Findings {
  const found: Findings = { candidates: [], dismissed: [], unfollowed: [] };
  const { text, place } = passage;
  for (const word of [...wordsIn(text.content), ...legacyWordsIn(text.content)]) {
    if (except.some(({ start, end }) => word.start >= start && word.start < end)) continue;
    if ('not' in word.target) {
      notARepository(word, word.target, place, originSpan(text, word), found);
      continue;
    }
    const span = originSpan(text, word.target.span);
    found.candidates.push({
      target: word.target,
      span,
      statement: originSpan(text, lineAround(text.content, word)),
      place: placeOf(word.target, place),
      kind: word.target.kind ?? kindFromText(text.content, word),
      load: null,
      downloads: downloads(word.target, place),
      labels: labelsBefore(word, text.content),
      callee: null,
      whole: false,
      tag: tagOf(word, word.target),
      open: word.open,
      before: text.content.slice(Math.max(0, word.start - MAX_AROUND), word.start),
      after: text.content.slice(word.end, word.end + MAX_AROUND),
      beside: null,
    });
  }
  return found;
}

/** `--model ns/name`, `"model": "ns/name"` in a text that is not read as code. */
const LABELLED =
  /(?:--?([A-Za-z][\w-]*)[ \t]+|(?<![\w.-])((?:[A-Za-z_][\w-]*[ \t])?[A-Za-z_][\w-]*)["'`*]*[ \t]*[:=]\*{0,2}[ \t]*)["'`]?$/;

function labelsBefore({ key, start }: Word, content: string): string[] {
  if (key !== null) return [key];
  const match = LABELLED.exec(content.slice(Math.max(0, start - 60), start));
  const label = match?.[1] ?? match?.[2];
  return label === undefined ? [] : [label];
}

function notARepository(
  word: Pick<Word, 'text'>,
  { not, unsettled }: NotARepository,
  place: Place,
  span: Span,
  found: Findings,
): void {
  if (unsettled === undefined) found.dismissed.push({ text: word.text, reason: not, span });
  else {
    const text = /[\w-]+\.hf\.space/i.exec(word.text)?.[0] ?? word.text;
    found.unfollowed.push({
      kind: unsettled,
      namespace: null,
      text,
      reason: not,
      place,
      span,
      statement: span,
      call: span.start,
      decidedBy: null,
    });
  }
}

/** One-part ids in running text: only those of the closed list, and only where they are quoted. */
function* legacyWordsIn(content: string): Generator<Word> {
  for (const match of content.matchAll(/(?<=[`"'])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?=[`"'])/g)) {
    const target = isLegacyModel(match[0]) ? readBare(match[0], match.index) : null;
    if (target !== null) yield { text: match[0], ...target.span, key: null, open: false, target };
  }
}

/** What follows an id behind a colon. */
function tagOf({ text, start }: Pick<Word, 'text' | 'start'>, { span }: Target): string | null {
  return /^:([\w.-]+)/.exec(text.slice(span.end - start))?.[1] ?? null;
}

function lineAround(content: string, { start, end }: Span): Span {
  const first = content.lastIndexOf('\n', start) + 1;
  const last = content.indexOf('\n', end);
  return { start: first, end: last < 0 ? content.length : last };
}

function placeOf(target: Target, place: Place): Place {
  return target.form === 'url' && place !== 'output' ? 'url' : place;
}

const PICTURES = /\.(?:png|jpe?g|gif|webp|svg|bmp|ico|mp[34]|wav|flac|ogg|m4a|webm|mov|avi|pdf|md|txt|html?)$/i;

/** Whether a program fetches a file from an address: pictures and documents are for people. */
function downloads(target: Target, place: Place): boolean {
  const runs =
    place === 'call' || place === 'constant' || place === 'default' || place === 'config' || place === 'shell';
  return runs && (target.route === 'resolve' || target.route === 'raw') && !PICTURES.test(target.file ?? '');
}

/** A word of a literal, and what it was read as. */
interface ReadWord {
  readonly word: Omit<Word, 'target'>;
  readonly target: Target | NotARepository;
}

function inLiteral(
  literal: Literal,
  context: Context,
  arrivals: readonly Arrival[],
  path: string,
  found: Findings,
): void {
  const { text } = context.module;
  const [strongest] = [...arrivals].sort((a, b) => gravestLoad(a.load, b.load));
  const arrival = strongest ?? null;
  const trimmed = literal.text.trim();
  if (trimmed === '') return;
  const words: ReadWord[] = [];
  for (const word of wordsIn(literal.text)) words.push({ word, target: word.target });
  if (context.labels[0] === 'preload_from_hub') words.splice(0, Infinity, ...preloaded(words[0], trimmed));
  if (words.length === 0) {
    const [, option = '', key = null] = OPTION.exec(trimmed) ?? [];
    const written = (/^[^,;\s]*/.exec(trimmed.slice(option.length))?.[0] ?? '').trim();
    const labels = key === null ? context.labels : [key, ...context.labels];
    const at = literal.text.indexOf(trimmed) + option.length;
    const target = bareTarget(key === null ? trimmed : written, at, { ...context, labels }, arrival);
    if (target !== null) words.push({ word: { text: target.name, ...target.span, key, open: false }, target });
    else if (arrival !== null && !arrival.row.marked) {
      found.dismissed.push({
        text: trimmed.slice(0, 120),
        reason: `reaches ${arrival.load.loader}, but is no id`,
        span: originSpan(text, literal.span),
      });
    }
  }
  for (const { word, target } of words) {
    const verbatim = literal.text.length === literal.span.end - literal.span.start;
    const at = ({ start, end }: Span): Span =>
      originSpan(text, verbatim ? { start: literal.span.start + start, end: literal.span.start + end } : literal.span);
    if ('not' in target) {
      notARepository(word, target, context.module.place ?? context.place, at(word), found);
      continue;
    }
    const { start: from, end: to } = target.span;
    const cut = context.joined.after && /^[-._]*$/.test(literal.text.slice(to));
    if (cut || (context.joined.before && from === 0)) {
      found.dismissed.push({ text: word.text, reason: 'goes on in a part that is not literal', span: at(target.span) });
      continue;
    }
    if (standsForAddress(literal, target, context)) {
      found.dismissed.push({ text: word.text, reason: 'stands for the address beside it', span: at(target.span) });
      continue;
    }
    const whole = word.text.length >= trimmed.length - 1 || REQUIREMENT.test(trimmed);
    // Where only a marker tells, a plain `a/b` is a path or a name of another kind.
    const loaded = whole && arrival !== null && (!arrival.marked || target.form !== 'id') ? arrival : null;
    const { content } = text;
    const [start, end] = [literal.span.start + word.start, literal.span.start + word.end];
    // A word of a sentence that is logged or raised is for people.
    const said = !whole && target.form === 'id' && /\s/.test(trimmed);
    const own = said && context.place === 'call' ? 'prose' : context.place;
    const place = context.module.place ?? own;
    found.candidates.push({
      target,
      span: at(target.span),
      statement: originSpan(text, context.fact.span),
      place: placeOf(target, place),
      kind:
        target.kind ??
        loaded?.load.kind ??
        kindFromLabels(context) ??
        (whole ? null : kindFromText(literal.text, word)),
      load: loaded?.load ?? null,
      downloads: downloads(target, place),
      labels: word.key === null ? context.labels : [word.key, ...context.labels],
      callee: context.callee,
      whole,
      tag: tagOf(word, target),
      open: word.open,
      before: content.slice(Math.max(0, start - MAX_AROUND), start),
      after: content.slice(end, end + MAX_AROUND),
      beside: revisionBeside(literal, context),
      slots: loaded === null ? slotsBeside(literal, context, path) : arrivals.flatMap(({ load }) => load.slot ?? []),
    });
  }
}

/** `--model=gpt2`, `pretrained=gpt2,dtype=auto`. */
const OPTION = /^(-{0,2}([A-Za-z][\w.-]*)=)(?=[\w])/;

/** `name @ address`, as packages are required. */
const REQUIREMENT = /^[\w.-]+(?:\[[\w,.-]*\])?\s*@\s*https?:\S+$/;

/** `ns/name file,file commit`: what a Space loads before it starts. Source: the Hub's reference of a Space's configuration. */
function preloaded(first: ReadWord | undefined, text: string): ReadWord[] {
  if (first === undefined || 'not' in first.target) return first === undefined ? [] : [first];
  const [, file = null, commit] = text.split(/\s+/);
  const revision = commit === undefined ? first.target.revision : revisionOf(commit);
  return [{ ...first, target: { ...first.target, file, revision } }];
}

/** A string without a slash is an id only where the place makes it one. */
function bareTarget(text: string, start: number, context: Context, arrival: Arrival | null): Target | null {
  const target = readBare(text, start);
  if (target === null) return null;
  if (arrival === null) {
    // The list in a card's front matter.
    if (context.labels[0] === 'datasets' && context.module.language === 'yaml')
      return isLegacyDataset(text) ? target : null;
    const [nearest = ''] = context.labels;
    const alone = !text.includes('-') && !HUB_LANGUAGES.has(context.module.language);
    const told = alone
      ? text === text.toLowerCase() &&
        (NAMES_A_REPOSITORY.test(nearest) ||
          (/model$/i.test(nearest) && !nearest.includes('.') && OF_THE_HUB.test(context.module.text.content)))
      : context.labels.slice(0, 2).some((label) => /model|path|checkpoint|tokenizer|pretrained|dataset/i.test(label)) ||
        context.direct;
    const known = isLegacyModel(text) || (HUB_LANGUAGES.has(context.module.language) && isSentenceModel(text));
    return told && !context.key && known ? target : null;
  }
  if (arrival.load.kind === 'dataset') return isBuilder(text) || /\.\w{1,6}$/.test(text) ? null : target;
  const { bare, marked } = arrival.row;
  if (marked || bare === 'alias') return null;
  if (bare === 'sentence-transformers' && isSentenceModel(text)) return target;
  return isLegacyModel(text) ? target : isSentenceModel(text) ? target : null;
}

/** Languages of the Hub's own clients. In others, a lone `gpt2` is a kind of tokenizer more often than a repository. */
const HUB_LANGUAGES: ReadonlySet<string> = new Set(
  'python javascript typescript tsx component yaml json toml'.split(' '),
);
const NAMES_A_REPOSITORY =
  /(?:^|[_.]|\b)(?:(?:model|tokenizer|checkpoint)_?(?:id|name|path|repo)|repo(?:sitory)?(?:_?id)?|pretrained\w*|checkpoint|path|tokenizer)$/i;
const OF_THE_HUB = /hugging[_\s]?face/i;

function kindFromLabels(context: Context): RepoKind | null {
  const words = [...context.labels.slice(0, 2), context.callee ?? ''].join(' ');
  if (/data_?sets?/i.test(words) && !/model/i.test(context.labels[0] ?? '')) return 'dataset';
  return /(?:^|[_\W])spaces?(?:$|[_\W])|space_?id/i.test(context.labels.slice(0, 1).join(' ')) ? 'space' : null;
}

/** Data sets in the languages that documents are translated to: behind the name where the language puts it there, else before it. */
const DATASET_AFTER = /^[`"'*_\])]*\s?(?:데이터\s?(?:셋|세트)|データセット|数据集|資料集)/;
const DATASET_BEFORE =
  /(?:데이터\s?(?:셋|세트)|データセット|数据集|資料集|jeux? de données|conjuntos? de da[td]os|(?:tập|bộ) dữ liệu|veri (?:kümesi|seti)|набор\S* данных|Datens[aä]tz\S*)[\s:,(["'`*_「“]*$/iu;

/** "the `x/y` dataset", "trained on the dataset x/y". */
function kindFromText(content: string, { start, end }: Span): RepoKind | null {
  const after = content.slice(end, end + 40);
  const before = content.slice(Math.max(0, start - 40), start);
  if (
    DATASET_AFTER.test(after) ||
    DATASET_BEFORE.test(before) ||
    /^[`"'*_\])]*(?:\([^)]*\))?\s+(?:data\s?sets?|corpus)\b/i.test(after) ||
    /\bdata\s?sets?\b(?:[\s_-]+(?:id|name|repo)\w*[^;\n]{0,24}|\s+(?:like|such as|including|from|of|called))?[\s:,(["'`*_]*$/i.test(
      before,
    )
  )
    return 'dataset';
  return /^[`"'*_\])]*(?:\([^)]*\))?\s+Space\b/.test(after) ||
    /\bSpaces?\b(?:[\s_-]+(?:ids?|IDs?|names?)\b[^;\n]{0,24})?[\s:,(["'`*_]*$/.test(before)
    ? 'space'
    : null;
}

/** The `revision` key of the map that holds an id, or the commit that the id is the key of. */
function revisionBeside(literal: Literal, context: Context): Revision | null {
  for (const { key, value } of context.map?.of ?? []) {
    // A registry of pins: `{ "ns/name": "<commit>" }`.
    if (context.key && key === literal && value.is === 'text') {
      const revision = revisionOf(value.text);
      if (revision.at === 'commit') return revision;
    }
    const name = key?.is === 'text' ? key.text : key?.is === 'name' ? key.name : '';
    if (REVISION_KEY.test(name) && value.is === 'text') return revisionOf(value.text);
  }
  // `("ns/name", "refs/pr/3")`
  const { of = [] } = context.list ?? {};
  for (const each of of.length <= MAX_TUPLE ? of : []) {
    if (each === literal || each.is !== 'text') continue;
    const revision = revisionOf(each.text);
    if (revision.at === 'commit' || /^refs\/(?:pr|convert|tags)\/./.test(each.text)) return revision;
    if (of.length === 2 && /^(?:main|master)$/.test(each.text)) return revision;
  }
  return null;
}

/** Longer lists are no records of one thing. */
const MAX_TUPLE = 4;

/** In a pair, the name under which what an address gives is kept. */
function standsForAddress(literal: Literal, { namespace, name }: Target, { list }: Context): boolean {
  if (list?.of.length !== 2) return false;
  const other = list.of.find((each) => each !== literal);
  return (
    other?.is === 'text' &&
    /^https?:\/\/(?:huggingface\.co|hf\.co)\/.*\/resolve\//.test(other.text) &&
    !other.text.includes(`${namespace}/${name}/`)
  );
}

/** Where the revision stands that `revisionBeside` reads; in a configuration, where it would stand. */
function slotsBeside(literal: Literal, { module, map, key }: Context, path: string): RevisionSlot[] {
  const { text, language } = module;
  for (const entry of map?.of ?? []) {
    const { value } = entry;
    if (value.is !== 'text' || entry.key === null) continue;
    const { span } = value;
    if (key && entry.key === literal && revisionOf(value.text).at === 'commit')
      return [{ is: 'literal', path, span: originSpan(text, span) }];
    const name = entry.key.is === 'text' ? entry.key.text : entry.key.is === 'name' ? entry.key.name : '';
    if (REVISION_KEY.test(name)) return [{ is: 'literal', path, span: originSpan(text, span) }];
  }
  if (map === null || !['yaml', 'json', 'toml'].includes(language)) return [];
  const own = map.of.find(({ value }) => value === literal);
  return own?.key == null
    ? []
    : [
        {
          is: 'key',
          path,
          span: originSpan(text, { start: own.key.span.start, end: literal.span.end }),
          name: 'revision',
        },
      ];
}

const REVISION_KEY = /^(?:revision|commit|commit_hash|sha|model_revision|hf_revision)$/;

/** A path of this machine, put together. */
const JOINED =
  /\bpath\.(?:join|resolve|abspath|dirname)\(|\b(?:Pure)?Path\(|__file__|__dirname|\.parent\b|\.joinpath\(/;

/** An id put together from several pieces, or one of which a part could not be followed. */
function composed(
  arrival: Arrival,
  index: ModuleIndex,
  followed: ReadonlySet<Arrival['call']>,
  common: ReadonlySet<Literal>,
  found: Findings,
): void {
  const { value, call } = arrival;
  const { module } = index;
  if (value === null || (value.length === 1 && value[0] !== undefined && 'literal' in value[0])) return;
  const { text } = module;
  const statement = originSpan(text, call.fact.span);
  const complete = textOf(value);
  if (complete !== null) {
    const [word] = wordsIn(complete);
    if (word === undefined || 'not' in word.target) return;
    const pieces = value.flatMap((piece) => ('literal' in piece ? [piece.literal] : []));
    const span = spanOfPieces(pieces, value, index, common);
    found.candidates.push({
      target: { ...word.target, span },
      span: originSpan(text, span),
      statement,
      place: module.place ?? 'call',
      kind: arrival.load.kind,
      load: arrival.load,
      downloads: false,
      labels: [],
      callee: call.path,
      whole: true,
      tag: null,
      open: false,
      before: '',
      after: '',
      beside: null,
      slots: arrival.load.slot === undefined ? [] : [arrival.load.slot],
    });
    return;
  }
  // Where another value of the same call was followed, the hole is the caller's own business.
  const literal = value.find((piece) => 'literal' in piece);
  if (literal === undefined && (followed.has(call) || arrival.marked)) return;
  const head = value[0] !== undefined && 'literal' in value[0] ? value[0].literal.text : '';
  const namespace = /^(?:hf[-_]hub:|hf:\/\/(?:models\/|datasets\/)?)?([\w.-]+)\//.exec(head)?.[1] ?? null;
  const template = value.map((piece) => ('literal' in piece ? piece.literal.text : `{${piece.hole}}`)).join('');
  if (LOCAL_PATH.test(template)) return;
  if (/^(?:\.{0,2}\/|~|[A-Za-z]:\\)/.test(template) || /:\/\/(?!huggingface\.co|hf\.co)/.test(template)) return;
  const hole = value.find((piece) => 'hole' in piece);
  if (hole !== undefined && 'hole' in hole && JOINED.test(hole.hole)) return;
  const first = literal !== undefined && 'literal' in literal ? literal.literal.span : call.expr.span;
  found.unfollowed.push({
    kind: arrival.load.kind,
    namespace: namespace !== null && isRepoId(namespace, 'x') ? namespace : null,
    text: template.slice(0, 120),
    reason:
      hole !== undefined && 'hole' in hole && hole.param !== undefined
        ? `${hole.hole} is a parameter and no caller here gives it`
        : `${hole !== undefined && 'hole' in hole ? hole.hole : 'a part'} could not be followed`,
    call: originOf(text, call.expr.span.start),
    decidedBy:
      hole !== undefined && 'hole' in hole && hole.param !== undefined
        ? functionName(hole.param.module.module, hole.param.scope)
        : null,
    loader: arrival.load.loader,
    place: module.place ?? 'call',
    span: originSpan(text, first),
    statement,
  });
}

/** What makes a path of the machine, in any language. */
const LOCAL_PATH =
  /^\{(?:new )?(?:Paths?\.(?:get|of)|(?:java\.io\.)?File|PathBuf|Path|fs::path|std::filesystem::path|URL\(fileURLWithPath|(?:file)?path\.[jJ]oin|os\.path\.join|Path\.Combine|File\.(?:join|expand_path))\b/;

const NO_LITERALS: ReadonlySet<Literal> = new Set();

/** The literals that all the ids have in common that are put together for one call: a template, in which others vary. */
function commonPieces(arrivals: readonly Arrival[]): ReadonlyMap<Arrival['call'], ReadonlySet<Literal>> {
  const common = new Map<Arrival['call'], Set<Literal>>();
  for (const { call, value } of arrivals) {
    if (value === null || value.length < 2 || textOf(value) === null) continue;
    const literals = new Set(value.flatMap((piece) => ('literal' in piece ? [piece.literal] : [])));
    const known = common.get(call);
    common.set(call, known === undefined ? literals : new Set([...known].filter((literal) => literals.has(literal))));
  }
  return common;
}

/** Parts that are chosen together stand together: of the ids that begin with one variant, those whose other variants are nearest. */
function together(
  arrivals: readonly Arrival[],
  common: ReadonlyMap<Arrival['call'], ReadonlySet<Literal>>,
): readonly Arrival[] {
  const spread = new Map<Arrival, { readonly first: Literal; readonly width: number }>();
  const nearest = new Map<Literal, number>();
  for (const arrival of arrivals) {
    const { call, value } = arrival;
    if (value === null || value.length < 2) continue;
    const variants = value.flatMap((piece) =>
      'literal' in piece && common.get(call)?.has(piece.literal) === false ? [piece.literal] : [],
    );
    const [first, ...others] = variants;
    if (first === undefined || others.length === 0) continue;
    const starts = variants.map(({ span }) => span.start);
    const width = Math.max(...starts) - Math.min(...starts);
    spread.set(arrival, { first, width });
    nearest.set(first, Math.min(width, nearest.get(first) ?? Infinity));
  }
  return arrivals.filter((arrival) => {
    const each = spread.get(arrival);
    return each === undefined || each.width === nearest.get(each.first);
  });
}

/**
 * Where a composed id stands: the whole expression when its pieces stand together, else the piece that tells it from the others of the
 * same template, else the one that begins its name.
 */
function spanOfPieces(
  pieces: readonly Literal[],
  value: Value,
  index: ModuleIndex,
  common: ReadonlySet<Literal>,
): Span {
  const { module } = index;
  const start = Math.min(...pieces.map((piece) => piece.span.start));
  const end = Math.max(...pieces.map((piece) => piece.span.end));
  const between = module.text.content.slice(start, end);
  const length = (textOf(value) ?? '').length;
  if (end - start < length + 12 * pieces.length && !between.includes('\n\n')) return { start, end };
  for (const piece of value ?? []) {
    if ('literal' in piece && piece.module === index && !common.has(piece.literal)) return piece.literal.span;
  }
  let passed = false;
  for (const piece of pieces) {
    if (passed && /\w/.test(piece.text)) return piece.span;
    const slash = piece.text.indexOf('/');
    if (slash >= 0 && /\w/.test(piece.text.slice(slash + 1))) return piece.span;
    passed ||= slash >= 0;
  }
  return pieces[0]?.span ?? { start, end };
}
