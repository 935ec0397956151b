/** The text of audited files, read again where a report shows their lines or edits them. */

import { join } from 'node:path';
import { readBounded } from '../bounded-file.ts';
import { decode } from '../collect/decode.ts';
import { sizeLimit } from '../collect/entry.ts';
import type { Settings } from '../config.ts';

/**
 * The texts of files, by their path relative to the root; each is read once. Null for what is audited but not on the disk as it is:
 * staged content, standard input, and what could not be read in full.
 */
export function sourceText({
  root,
  paths,
  stdin,
  staged,
  maxBytes,
}: Pick<Settings, 'root' | 'paths' | 'stdin' | 'staged' | 'maxBytes'>): (path: string) => string | null {
  const texts = new Map<string, string | null>();
  const piped = paths.includes('-') ? stdin.name : null;
  return (path) => {
    if (staged || path === piped) return null;
    const known = texts.get(path);
    if (known !== undefined) return known;
    const read = readBounded(join(root, path), sizeLimit(path, maxBytes));
    const decoded = read.state === 'read' ? decode(read.bytes) : null;
    const text = decoded?.is === 'text' && decoded.trouble === null ? decoded.text : null;
    texts.set(path, text);
    return text;
  };
}
