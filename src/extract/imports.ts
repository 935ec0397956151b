/** Which file of the tree an import means. Languages differ in how they write it, not in what is asked. */

import { posix } from 'node:path';

/** Gives the files that an import specifier may mean, the likeliest first. */
export type ImportResolver = (specifier: string, from: string, language: string) => readonly string[];

const PYTHON = /\.(?:py|pyi|ipynb)$/;
const SCRIPT = /\.(?:[mc]?[jt]sx?|vue|svelte|json)$/;

/** @param files every path of the tree, with forward slashes */
export function importResolver(files: Iterable<string>): ImportResolver {
  const known = new Set<string>();
  /** Modules by the last segment of their name. */
  const byName = new Map<string, string[]>();
  for (const file of files) {
    known.add(file);
    const name = /([^/]+?)(?:\.d)?\.[^./]+$/.exec(
      /(?:^|\/)(?:__init__\.pyi?|index\.[mc]?[jt]sx?)$/.test(file) ? `${posix.dirname(file)}.x` : file,
    )?.[1];
    if (name === undefined) continue;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [file]);
    else same.push(file);
  }

  function python(specifier: string, from: string): string[] {
    const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
    const path = specifier.slice(dots).replaceAll('.', '/');
    if (dots === 0) return bySuffix(path, from, PYTHON);
    let base = posix.dirname(from);
    for (let up = 1; up < dots; up++) base = posix.dirname(base);
    const target = posix.join(base, path);
    return [`${target}.py`, `${target}/__init__.py`, `${target}.pyi`].filter((file) => known.has(file));
  }

  function script(specifier: string, from: string): string[] {
    // A path alias (`@/lib`, `~/lib`, `$lib`, `#lib`) names a folder that only the build knows: what follows it tells.
    if (!specifier.startsWith('.'))
      return /^(?:@|~|#|src)\/|^\$/.test(specifier)
        ? bySuffix(specifier.replace(/^(?:[@~#]\/|\$)/, ''), from, SCRIPT)
        : [];
    const target = posix.join(posix.dirname(from), specifier);
    const written = target.replace(/\.[mc]?jsx?$/, '');
    const stems = [target, written];
    const endings = [
      '',
      '.ts',
      '.tsx',
      '.js',
      '.jsx',
      '.mts',
      '.mjs',
      '.cjs',
      '.cts',
      '.d.ts',
      '.vue',
      '.svelte',
      '.json',
      '/index.ts',
      '/index.tsx',
      '/index.js',
      '/index.mjs',
    ];
    return [...new Set(stems.flatMap((stem) => endings.map((ending) => stem + ending)))].filter((file) =>
      known.has(file),
    );
  }

  /** Files whose path ends in the given one, those that share most folders with the importer first. */
  function bySuffix(path: string, from: string, kind: RegExp): string[] {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[mc]?[jt]sx?$/, '');
    const stem = path.replace(/\.[mc]?[jt]sx?$/, '');
    return (byName.get(name) ?? [])
      .filter((file) => kind.test(file) && endsWithModule(file, stem))
      .sort((a, b) => shared(b, from) - shared(a, from) || a.length - b.length)
      .slice(0, 3);
  }

  return (specifier, from, language) =>
    language === 'python' ? python(specifier, from) : language === 'javascript' ? script(specifier, from) : [];
}

function endsWithModule(file: string, stem: string): boolean {
  const module = file.replace(/(?:\/__init__|\/index)?(?:\.d)?\.[^./]+$/, '');
  return module === stem || module.endsWith(`/${stem}`);
}

function shared(a: string, b: string): number {
  const [one, other] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < one.length && one[count] === other[count]) count++;
  return count;
}

/**
 * Whether an import specifier may mean a file of the tree, by names alone: a quick answer that is never wrongly no.
 *
 * @param paths every path of the tree
 */
export function ownModules(paths: Iterable<string>): (specifier: string) => boolean {
  const names = new Set<string>();
  for (const path of paths) for (const segment of path.split('/')) names.add(segment.replace(/\.[^.]*$/, ''));
  return (specifier) => {
    if (/^(?:\.|[@~#]\/|\$)/.test(specifier)) return true;
    const [first = '', ...rest] = specifier.split(/[./]/);
    return names.has(first) && (rest.length === 0 || names.has(rest.at(-1) ?? ''));
  };
}
