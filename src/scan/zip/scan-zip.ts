/** Zip archives, read as leniently as any loader reads them: every member by every reading, and every disagreement told. */

import type { ByteSource } from '../../model.ts';
import { text } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally } from '../tally.ts';
import { type Archive, findArchives } from './archive.ts';
import type { Range } from './coverage.ts';
import { zipKind } from './kind.ts';
import { scanLeftOver } from './left-over.ts';
import { type Member, readMembers } from './members.ts';
import { scanMember, type ZipScan } from './scan-member.ts';

const MOST_DUPLICATES = 50;
/** What may stand between a member's data and the next one where its local header was not read: name, padding, sizes. */
const SLACK = 4096;

/** Whether an archive stands at the end of these bytes, whatever is in front of it. */
export async function endsInZip(source: ByteSource): Promise<boolean> {
  return (await findArchives(source, 1)).length > 0;
}

/**
 * Scans all archives that stand in `source` one behind the other.
 *
 * @param extent by default what is between, before and behind them as well; the archives alone where the rest is accounted for
 */
export async function scanZip(
  source: ByteSource,
  context: ScanContext,
  extent: 'everything' | 'archives' = 'everything',
): Promise<Scanned> {
  const tally = createTally(context);
  const scan: ZipScan = { source, context, tally, covered: [] };
  const archives = await findArchives(source, context.limits.members);
  const formats = new Set<string>();
  for (const archive of archives) formats.add(await scanArchive(scan, archive));
  if (archives.length === 0) {
    const why = 'there is no end record: loaders refuse it, and readers that go by local headers do not';
    tally.say('zip-disagreement', 'medium', 0, 'the end record', why);
  }
  if (extent === 'everything') await scanLeftOver(scan, archives.length > 0);
  return tally.done(formats.size === 0 ? 'zip without a directory' : [...formats].join(' and '));
}

/** Scans one archive, and returns what it is made for. */
async function scanArchive(scan: ZipScan, archive: Archive): Promise<string> {
  const { source, context, tally, covered } = scan;
  for (const { at, message } of archive.oddities) tally.say('zip-disagreement', 'medium', at, 'the directory', message);
  for (const { at, end } of archive.directories) covered.push({ start: at, end, what: 'the directory' });
  for (const { start, end } of archive.records) covered.push({ start, end, what: 'the end record' });
  for (const duplicate of duplicatesOf(archive)) {
    const why = 'the directory has this name more than once, and readers differ in which one they take';
    tally.say('zip-disagreement', 'medium', archive.directories[0]?.at ?? 0, duplicate, why);
  }

  const names = archive.directories.flatMap(({ entries }) => entries.map(({ name }) => text(name)));
  const kind = zipKind(names);
  let probes = context.limits.probes;
  let unprobed = 0;
  const unread: Member[] = [];
  const wanted = (name: string) => kind.tensor(name) === null || probes-- > 0;
  for await (const member of readMembers(source, archive, wanted)) {
    if (context.signal.aborted) break;
    if (member.readings !== null) await scanMember(scan, member, kind);
    else {
      unprobed += 1;
      unread.push(member);
    }
  }
  covered.push(...unreadRanges(archive, unread));
  if (unprobed > 0) {
    const why = 'these were not looked into: loaders take them for numbers';
    tally.say('unprobed-tensors', 'info', 0, `${unprobed} tensors`, why);
  }
  return kind.format;
}

/** Names that one directory has more than once. */
function duplicatesOf({ directories }: Archive): string[] {
  const twice = new Set<string>();
  for (const { entries } of directories) {
    const seen = new Set<string>();
    for (const entry of entries) {
      const name = text(entry.name);
      if (seen.has(name)) twice.add(name);
      seen.add(name);
    }
  }
  return [...twice].slice(0, MOST_DUPLICATES);
}

/** The bytes of members whose local headers were not read: up to the next member, as far as that is near. */
function unreadRanges({ directories }: Archive, unread: readonly Member[]): Range[] {
  const starts = directories.flatMap(({ base, entries, at }) => [at, ...entries.map(({ offset }) => base + offset)]);
  starts.sort((a, b) => a - b);
  const next = new Map(starts.map((start, index) => [start, starts[index + 1] ?? start]));
  return unread.map(({ at, told, name }) => {
    const furthest = at + told.packed + SLACK;
    return { start: at, end: Math.min(next.get(at) ?? furthest, furthest), what: name };
  });
}
