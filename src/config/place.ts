/** Where the files are that speak for a folder. Looking for them reads nothing, and loads nothing that could read them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gitRoot } from '../git-root.ts';

/** The configuration that holds for a folder: in it, or above it up to where its git repository begins. Null without one. */
export function findConfigFile(root: string): string | null {
  return findAbove(root, ['namesake.yml', 'namesake.yaml']);
}

/** The first of these names in a folder, or above it up to where its git repository begins. Null without one. */
export function findAbove(root: string, names: readonly string[]): string | null {
  const top = gitRoot(root) ?? root;
  for (let folder = root; ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (folder === top || folder === dirname(folder)) return null;
  }
}
