/**
 * Walks a folder in the order of its paths, one folder at a time.
 *
 * A walk of our own, because the ready-made ones drop names that hold a newline, fall silent (or stop) at a folder that
 * cannot be read, read every `.gitignore` of the tree before the first file, and match them with regular expressions
 * that a hostile pattern keeps busy for ever.
 */
import { existsSync, readdirSync } from 'node:fs';
import { entryType, fileTrouble } from '../bounded-file.ts';
import type { Diagnostic } from '../model.ts';
import { type FileEntry, relativePath } from './entry.ts';
import { describe, describeName, type FoundType, typeAt } from './found.ts';
import { rulesAbove, rulesIn } from './ignore-files.ts';
import { type IgnoreRules, isIgnored } from './ignore-rules.ts';
import { isLeftOutDirectory, isLeftOutFile } from './left-out.ts';
import { isExcluded, type Selection } from './selection.ts';

interface Step {
  readonly path: string;
  readonly type: FoundType;
  /** The ignore rules that hold in the folder it lies in. */
  readonly rules: readonly IgnoreRules[];
}

/** Yields what is in a selected folder (absolute), except what is selected by itself. */
export function* walk(selection: Selection, start: string): Generator<FileEntry | Diagnostic> {
  if (isExcluded(selection, start)) return;
  const above = rulesAbove(selection.root, start);
  yield* above.diagnostics;
  const steps: Step[] = [{ path: start, type: 'directory', rules: above.stack }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step.type !== 'directory') {
      yield* describe(selection, step.path, step.type);
      continue;
    }
    if (step.path !== start) {
      if (isVirtualEnvironment(step.path)) continue;
      yield* describeName(selection, step.path);
    }
    const children = list(step.path);
    if (!Array.isArray(children)) {
      yield { path: relativePath(selection.root, step.path), message: `not read: ${children.why}` };
      continue;
    }
    const here = rulesIn(selection.root, step.path, step.rules);
    yield* here.diagnostics;
    // The last one pushed is the next one taken.
    for (const child of children.reverse()) {
      const path = `${step.path === '/' ? '' : step.path}/${child.name}`;
      if (isTaken(selection, path, child, here.stack)) steps.push({ path, type: child.type, rules: here.stack });
    }
  }
}

/** A folder made by Python's venv or virtualenv. */
export function isVirtualEnvironment(directory: string): boolean {
  return existsSync(`${directory}/pyvenv.cfg`);
}

interface Child {
  readonly name: string;
  readonly type: FoundType;
}

/** What is in a folder, in the order in which the paths of all files below it sort. */
function list(directory: string): Child[] | { readonly why: string } {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    const children = entries.map((entry) => {
      // Where bytes are no UTF-8, Node puts U+FFFD, and nothing is found under that name.
      const misnamed = entry.name.includes('\uFFFD') && typeAt(`${directory}/${entry.name}`) === 'missing';
      return { name: entry.name, type: misnamed ? 'misnamed' : entryType(entry) } as const;
    });
    return children.sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
  } catch (error) {
    return { why: fileTrouble(error) };
  }
}

function sortKey({ name, type }: Child): string {
  return type === 'directory' ? `${name}/` : name;
}

function isTaken(selection: Selection, path: string, { name, type }: Child, rules: readonly IgnoreRules[]): boolean {
  const isDirectory = type === 'directory';
  if (isDirectory ? isLeftOutDirectory(name) : isLeftOutFile(name)) return false;
  if (selection.files.has(path) || selection.directories.has(path)) return false;
  return !isIgnored(rules, path, isDirectory) && !isIgnored([selection.exclude], path, isDirectory);
}
