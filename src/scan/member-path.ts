/** Names of members that an extractor must not follow: out of its folder, or to something that is no file. */

import { posix } from 'node:path';

/** Why extracting under this name would write outside the chosen folder, or null. */
export function escapes(name: string): string | null {
  if (name.includes('\0')) return 'it holds a NUL, where some readers cut it off';
  if (/^[A-Za-z]:/.test(name) || name.startsWith('/') || name.startsWith('\\')) return 'it is absolute';
  if (name.split(/[/\\]/).includes('..')) return 'it leads upwards';
  return null;
}

/** Whether a link in the folder of `name` leads out of the archive. */
export function leadsOut(name: string, target: string): boolean {
  if (escapes(target) === 'it is absolute') return true;
  return posix.normalize(posix.join(posix.dirname(name), target.replaceAll('\\', '/'))).split('/')[0] === '..';
}
