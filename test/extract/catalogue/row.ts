/** A row of the catalogue: files as people write them, and what they name on the Hub. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect } from 'vitest';
import { extractTexts } from '../../../src/extract/extract.ts';
import { type Place, type RepoKind, type Revision, repoName } from '../../../src/model.ts';

export interface Row {
  /** Its number in the catalogue of patterns; forms of addresses and look-alikes have none. */
  readonly pattern?: number;
  /** The behaviour that it proves. */
  readonly name: string;
  /** Texts by path, or the name of a folder under fixtures/extract/catalogue. */
  readonly files: Readonly<Record<string, string>> | string;
  /** All that is named, in the order of the files; nothing else may be. */
  readonly references: readonly Named[];
  readonly unresolved?: readonly Unfollowed[];
  /** Texts that must be turned down, each with what its reason must say. */
  readonly rejected?: Readonly<Record<string, RegExp>>;
}

/** A row that fails today, and what is wrong. */
export interface PendingRow extends Row {
  readonly wrong: string;
}

/** What is expected of a reference. */
export interface Named {
  readonly id: string;
  readonly path: string | null;
  readonly line: number;
  readonly place: Place;
  readonly kind: RepoKind;
  readonly revision: Revision;
  /** Its qualified name, or what that must say where the row does not care how it is spelt. */
  readonly loader: string | RegExp | null;
  readonly file: string | null;
  readonly remoteCode: boolean;
  readonly writes: boolean;
}

/** What is expected of an id that could not be followed. */
export interface Unfollowed {
  readonly text: string;
  readonly namespace: string | null;
  readonly line: number;
  readonly kind: RepoKind;
  readonly loader: string | RegExp | null;
}

/** A commit, where any will do. */
export const SHA = '8f3a5b1c9d2e4f60718293a4b5c6d7e8f9012345';

export const commit: Revision = { at: 'commit', commit: SHA };

export function named(name: string): Revision {
  return { at: 'named', name };
}

/** A reference on a line; what is not told is a model without revision, loader, file or code. */
export function ref(id: string, line: number, place: Place, rest: Partial<Named> = {}): Named {
  return {
    id,
    path: null,
    line,
    place,
    kind: 'model',
    revision: { at: 'none' },
    loader: null,
    file: null,
    remoteCode: false,
    writes: false,
    ...rest,
  };
}

export function open(text: string, line: number, rest: Partial<Unfollowed> = {}): Unfollowed {
  return { text, namespace: /^([\w.-]+)\//.exec(text)?.[1] ?? null, line, kind: 'model', loader: null, ...rest };
}

/** A text of several lines as it stands in a file: raw, without the indentation that all its lines share. */
export function lines({ raw }: TemplateStringsArray, ...values: readonly string[]): string {
  const text = raw.map((part, i) => part.replace(/\\([`$])/g, '$1') + (values[i] ?? '')).join('');
  const body = text.replace(/^\n/, '').replace(/\n[ \t]*$/, '\n');
  const indent = Math.min(...[...body.matchAll(/^[ ]*(?=\S)/gm)].map(([space]) => space.length));
  return body.replace(new RegExp(`^[ ]{0,${indent}}`, 'gm'), '');
}

const FIXTURES = new URL('../../../fixtures/extract/catalogue', import.meta.url).pathname;

/** The texts of a row, by path. */
function textsOf({ files }: Row): Map<string, string> {
  if (typeof files !== 'string') return new Map(Object.entries(files));
  const root = join(FIXTURES, files);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [posix.relative(root, path), readFileSync(path, 'utf8')]));
}

/** What the extractor makes of a row's files, in the terms in which the row expects it. */
export async function outcomeOf(row: Row): Promise<unknown> {
  const texts = textsOf(row);
  const stands = (path: string): boolean =>
    [...texts.keys()].some((each) => each === path || each.startsWith(`${path}/`));
  const { references, unresolved, rejected, diagnostics } = await extractTexts(
    texts,
    (path, from) => stands(path) || stands(posix.join(posix.dirname(from), path)),
  );
  const several = texts.size > 1;
  return {
    references: references.map(
      (each): Named => ({
        id: repoName(each.id),
        path: several ? each.site.path : null,
        line: each.site.line,
        place: each.place,
        kind: each.id.kind,
        revision: each.revision,
        loader: each.loader ?? null,
        file: each.file ?? null,
        remoteCode: each.remoteCode,
        writes: each.writes ?? false,
      }),
    ),
    unresolved: unresolved.map(
      ({ text, namespace, site, kind, loader }): Unfollowed => ({
        text,
        namespace,
        line: site.line,
        kind,
        loader: loader ?? null,
      }),
    ),
    rejected: Object.fromEntries(
      rejected.filter(({ text }) => row.rejected?.[text] !== undefined).map(({ text, reason }) => [text, reason]),
    ),
    diagnostics: diagnostics.map(({ message }) => message),
  };
}

/** What a row expects, in the same terms. */
export function expectationOf({ references, unresolved = [], rejected = {} }: Row): unknown {
  const matching = (loader: string | RegExp | null): unknown =>
    loader instanceof RegExp ? expect.stringMatching(loader) : loader;
  return {
    references: references.map((each) => ({ ...each, loader: matching(each.loader) })),
    unresolved: unresolved.map((each) => ({ ...each, loader: matching(each.loader) })),
    rejected: Object.fromEntries(
      Object.entries(rejected).map(([text, reason]) => [text, expect.stringMatching(reason)]),
    ),
    diagnostics: [],
  };
}
