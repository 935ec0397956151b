/** Where git keeps the ignore rules of a folder: `.gitignore` there and above, and `.git/info/exclude`. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { readBounded } from '../bounded-file.ts';
import { gitRoot } from '../git-root.ts';
import type { Diagnostic } from '../model.ts';
import { relativePath } from './entry.ts';
import { type IgnoreRules, parseIgnoreRules } from './ignore-rules.ts';

/** In bytes. Real ones stay far below; a hostile one would have every name of the tree matched against a million patterns. */
const MAX_BYTES = 100_000;

export interface FoundRules {
  /** The outermost first. */
  readonly stack: readonly IgnoreRules[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Adds the rules that a folder (absolute) itself holds to those from above it. */
export function rulesIn(root: string, directory: string, above: readonly IgnoreRules[]): FoundRules {
  const base = directory.endsWith('/') ? directory : `${directory}/`;
  // A repository within a repository is a world of its own: git applies nothing from outside it.
  const isRepository = existsSync(`${base}.git`);
  const files = isRepository ? ['.git/info/exclude', '.gitignore'] : ['.gitignore'];
  const stack = isRepository ? [] : [...above];
  const diagnostics: Diagnostic[] = [];
  for (const name of files) {
    const file = readBounded(base + name, MAX_BYTES);
    if (file.state === 'missing') continue;
    if (file.state === 'read') {
      stack.push(parseIgnoreRules(file.bytes.toString('utf8'), directory));
      continue;
    }
    // Rules that are not known leave nothing out: better a file too many than one too few.
    const why = file.state === 'trouble' ? file.why : `it has ${file.size} bytes, the limit is ${MAX_BYTES}`;
    diagnostics.push({ path: relativePath(root, base + name), message: `its rules do not apply: ${why}` });
  }
  return { stack, diagnostics };
}

/**
 * The rules that hold in a folder from the folders above it, up to where its repository begins; without a repository,
 * up to the audited root. Whether they leave out the folder itself does not matter: it was asked for.
 */
export function rulesAbove(root: string, directory: string): FoundRules {
  const top = gitRoot(directory) ?? root;
  if (directory === top || directory === dirname(directory)) return { stack: [], diagnostics: [] };
  const parent = dirname(directory);
  const above = rulesAbove(root, parent);
  const here = rulesIn(root, parent, above.stack);
  return { stack: here.stack, diagnostics: [...above.diagnostics, ...here.diagnostics] };
}
