/** Compiled modules (`.pyc`): a header that tells the version, then code that runs when somebody imports it. */

import type { ByteSource } from '../../model.ts';
import { hasMark, u8, u16 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally } from '../tally.ts';
import { storyOf } from './story.ts';

/** The first and the last magic number of a version's releases, and the bytes of its header (Lib/importlib/_bootstrap_external.py). */
const VERSIONS: readonly {
  readonly python: string;
  readonly first: number;
  readonly last: number;
  readonly header: number;
}[] = [
  { python: '2.7', first: 62171, last: 62211, header: 8 },
  { python: '3.6', first: 3360, last: 3379, header: 12 },
  { python: '3.7', first: 3390, last: 3394, header: 16 },
  { python: '3.8', first: 3400, last: 3413, header: 16 },
  { python: '3.9', first: 3420, last: 3425, header: 16 },
  { python: '3.10', first: 3430, last: 3439, header: 16 },
  { python: '3.11', first: 3450, last: 3495, header: 16 },
  { python: '3.12', first: 3500, last: 3531, header: 16 },
  { python: '3.13', first: 3550, last: 3571, header: 16 },
  { python: '3.14', first: 3600, last: 3627, header: 16 },
];
/** Larger modules are no code that somebody wrote. */
const LARGEST = 64 * 1024 * 1024;

/** Scans a compiled module; null where the bytes are none. */
export async function scanPyc(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  const magic = u16(head, 0);
  const version = VERSIONS.find(({ first, last }) => magic >= first && magic <= last);
  if (version === undefined || !hasMark(head, '\r\n', 2) || (u8(head, version.header) & 0x7f) !== 0x63) return null;
  const { python, header } = version;
  const tally = createTally(context);
  const story =
    source.size > LARGEST
      ? null
      : storyOf(await source.read(header, source.size - header), context.budget, 0, { python });
  if (story === null) tally.gap(header, source.size, 'compiled code that cannot be read');
  else {
    // Ordinary modules reach files and the system too, and nothing loads this one but an import of its name.
    const severity = story.rating === 'dangerous' ? 'medium' : 'info';
    const message = `is compiled Python code, which runs when it is imported; ${story.summary}`;
    tally.say('compiled-module', severity, header, story.file || 'a module', message, story.details);
    for (const why of story.gaps) tally.gap(header, source.size, why);
  }
  return tally.done(`compiled Python module (${python})`);
}
