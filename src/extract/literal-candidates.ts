/** The candidates in a literal: the words of its text, and the whole where a place or a loader makes it an id. */

import type { RepoKind, Span } from '../model.ts';
import { revisionBeside, slotsBeside } from './beside.ts';
import { downloads, kindFromText, MAX_AROUND, notARepository, placeOf, tagOf } from './candidate.ts';
import type { Context, Literal } from './context.ts';
import type { Findings } from './found.ts';
import { type NotARepository, readBare, revisionOf, type Target } from './ids.ts';
import { isBuilder, isLegacyDataset, isLegacyModel, isSentenceModel } from './legacy.ts';
import { gravestLoad } from './loads.ts';
import type { Arrival } from './sinks.ts';
import { originSpan } from './text.ts';
import { type Word, wordsIn } from './words.ts';

/** A word of a literal, and what it was read as. */
interface ReadWord {
  readonly word: Omit<Word, 'target'>;
  readonly target: Target | NotARepository;
}

export function inLiteral(
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
