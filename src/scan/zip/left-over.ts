/** What no directory of a zip accounts for: members that hide from it, and whatever stands before, between and behind. */

import type { ByteSource } from '../../model.ts';
import { isZero } from '../bytes.ts';
import { sliceSource } from '../source.ts';
import { coverage } from './coverage.ts';
import { zipKind } from './kind.ts';
import { walkRecords } from './members.ts';
import { scanMember, type ZipScan } from './scan-member.ts';

const MOST_OVERLAPS = 50;
const PIECE = 1024 * 1024;
/** Longer stretches are not read through to see whether they are zeros. */
const MOST_ZEROS = 64 * 1024 * 1024;

/** Scans what `scan.covered` leaves. @param directed false where no directory was found at all */
export async function scanLeftOver(scan: ZipScan, directed: boolean): Promise<void> {
  const { source, context, tally, covered } = scan;
  const { overlaps, left } = coverage(covered, source.size);
  for (const { at, a, b } of overlaps.slice(0, MOST_OVERLAPS)) {
    tally.say('zip-disagreement', 'medium', at, b, `its bytes are also those of ${a}`);
  }
  for (const { start, end } of left)
    await scanHidden({ ...scan, source: sliceSource(source, 0, end) }, start, directed);
  for (const { start, end } of coverage(covered, source.size).left) {
    if (context.signal.aborted) return;
    if (await isZeros(source, start, end)) continue;
    tally.take(await context.open(sliceSource(source, start, end), `bytes ${start} to ${end}`));
  }
}

/** Scans the members among the records that stand from `start` on. */
async function scanHidden(scan: ZipScan, start: number, directed: boolean): Promise<void> {
  const { source, context, tally, covered } = scan;
  for await (const { start: at, end, member } of walkRecords(source, start)) {
    if (context.signal.aborted) return;
    if (member === null) {
      covered.push({ start: at, end, what: 'a record of no archive' });
      continue;
    }
    if (directed) tally.say('zip-disagreement', 'medium', at, member.name, 'a member that no directory names');
    await scanMember(scan, member, zipKind([]));
  }
}

async function isZeros(source: ByteSource, start: number, end: number): Promise<boolean> {
  if (end - start > MOST_ZEROS) return false;
  for (let at = start; at < end; at += PIECE) {
    if (!isZero(await source.read(at, Math.min(PIECE, end - at)))) return false;
  }
  return true;
}
