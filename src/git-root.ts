/** Where the git repository around a folder begins, by looking alone: git itself is not asked. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder at or above `directory` (absolute) that holds `.git`, a folder or a worktree's file; null without one. */
export function gitRoot(directory: string): string | null {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return null;
  }
}
