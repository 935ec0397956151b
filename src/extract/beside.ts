/** The revision that stands beside an id: in a neighbouring key, in a pair, as the value of which the id is the key. */

import type { Revision, RevisionSlot } from '../model.ts';
import type { Context, Literal } from './context.ts';
import { revisionOf } from './ids.ts';
import { originSpan } from './text.ts';

/** The `revision` key of the map that holds an id, or the commit that the id is the key of. */
export function revisionBeside(literal: Literal, context: Context): Revision | null {
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

const REVISION_KEY = /^(?:revision|commit|commit_hash|sha|model_revision|hf_revision)$/;

/** Where the revision stands that `revisionBeside` reads; in a configuration, where it would stand. */
export function slotsBeside(literal: Literal, { module, map, key }: Context, path: string): RevisionSlot[] {
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
