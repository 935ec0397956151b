/** What every candidate is told of itself: its place, its kind by the words around it, whether it is fetched. */

import type { Place, RepoKind, Span } from '../model.ts';
import type { Findings } from './found.ts';
import type { NotARepository, Target } from './ids.ts';
import type { Word } from './words.ts';

export const MAX_AROUND = 100;

export function notARepository(
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

/** What follows an id behind a colon. */
export function tagOf({ text, start }: Pick<Word, 'text' | 'start'>, { span }: Target): string | null {
  return /^:([\w.-]+)/.exec(text.slice(span.end - start))?.[1] ?? null;
}

export function placeOf(target: Target, place: Place): Place {
  return target.form === 'url' && place !== 'output' ? 'url' : place;
}

const PICTURES = /\.(?:png|jpe?g|gif|webp|svg|bmp|ico|mp[34]|wav|flac|ogg|m4a|webm|mov|avi|pdf|md|txt|html?)$/i;

/** Whether a program fetches a file from an address: pictures and documents are for people. */
export function downloads(target: Target, place: Place): boolean {
  const runs =
    place === 'call' || place === 'constant' || place === 'default' || place === 'config' || place === 'shell';
  return runs && (target.route === 'resolve' || target.route === 'raw') && !PICTURES.test(target.file ?? '');
}

/** Data sets in the languages that documents are translated to: behind the name where the language puts it there, else before it. */
const DATASET_AFTER = /^[`"'*_\])]*\s?(?:데이터\s?(?:셋|세트)|データセット|数据集|資料集)/;
const DATASET_BEFORE =
  /(?:데이터\s?(?:셋|세트)|データセット|数据集|資料集|jeux? de données|conjuntos? de da[td]os|(?:tập|bộ) dữ liệu|veri (?:kümesi|seti)|набор\S* данных|Datens[aä]tz\S*)[\s:,(["'`*_「“]*$/iu;

/** "the `x/y` dataset", "trained on the dataset x/y". */
export function kindFromText(content: string, { start, end }: Span): RepoKind | null {
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
