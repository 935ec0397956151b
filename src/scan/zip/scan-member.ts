/** One member of a zip: its content by every reading, and all that is odd about it. */

import type { ByteSource } from '../../model.ts';
import { text } from '../bytes.ts';
import type { ScanContext, Scanned, Scanner } from '../context.ts';
import { escapes, leadsOut } from '../member-path.ts';
import type { Tally } from '../tally.ts';
import { scanTorchScript } from '../torch/script.ts';
import { isContainer, scanTensor } from '../torch/tensor.ts';
import { type Content, openContent } from './content.ts';
import type { Range } from './coverage.ts';
import type { ZipKind } from './kind.ts';
import { descriptorSize, type Member, type Reading } from './members.ts';

const S_IFMT = 0o170000;
const S_IFLNK = 0o120000;
/** The oddities of one member that are told one by one. */
const MOST_ODDITIES = 20;

/** What the scans of the members of one zip share. */
export interface ZipScan {
  readonly source: ByteSource;
  readonly context: ScanContext;
  readonly tally: Tally;
  /** The bytes that are accounted for: every scanned member adds its own. */
  readonly covered: Range[];
}

/** Scans a member by each of its readings. */
export async function scanMember(
  { source, context, tally, covered }: ZipScan,
  member: Member,
  kind: ZipKind,
): Promise<void> {
  const { name, at, told, mode } = member;
  for (const { at: where, message } of member.oddities.slice(0, MOST_ODDITIES)) {
    tally.say('zip-disagreement', 'medium', where, name, message);
  }
  const outside = escapes(name);
  if (outside !== null) {
    tally.say(
      'escaping-path',
      'high',
      at,
      name,
      `an extractor that follows this name writes outside its folder: ${outside}`,
    );
  }
  for (const reading of member.readings ?? []) {
    const { dataAt, packed } = reading;
    const content = await openContent(source, reading, told, context);
    if (typeof content === 'string') {
      tally.gap(dataAt, dataAt + packed, `${name}: ${content}`);
      covered.push({ start: at, end: dataAt + packed, what: name });
      continue;
    }
    // What is behind the end of the packed stream is left over, and looked at as such.
    const used = dataAt + (content.trouble === null ? content.used : packed);
    const end = used + (await descriptorSize(source, told, used));
    covered.push({ start: at, end: Math.min(source.size, end), what: name });
    if ((mode & S_IFMT) === S_IFLNK) await sayLink(member, content, tally);
    if (name.endsWith('/') && content.source.size === 0) continue;
    const scanned = await context.open(content.source, name, await scannerOf(kind, name, content.source));
    if (isEncrypted(member, content, scanned)) {
      // What looks like something in it may be chance, but nobody would mind to hear of something bad.
      tally.take({ evidence: scanned.evidence, gaps: [] });
      tally.gap(dataAt, dataAt + packed, `${name}: it is encrypted`);
      continue;
    }
    tally.take(scanned);
    sayContent(member, reading, content, tally);
    // PyTorch can be told to write none, and numbers are not what a scanner is kept from by it.
    if (content.intact === false && content.trouble === null && kind.tensor(name) === null) {
      const why = 'the checksum is wrong: readers that check it stop here, and loaders that do not go on';
      tally.say('bad-checksum', 'low', at, name, why);
    }
    if (content.trouble !== null) tally.gap(dataAt, dataAt + packed, `${name}: ${content.trouble}`);
  }
}

/** Who scans a member: decided by its content, where the archive does not say. */
async function scannerOf(kind: ZipKind, name: string, source: ByteSource): Promise<Scanner | undefined> {
  if (kind.tensor(name) !== null) return (await isContainer(source)) ? undefined : scanTensor;
  return kind.torchScript(name) ? scanTorchScript : undefined;
}

function sayContent({ name, at, told }: Member, { dataAt }: Reading, content: Content, tally: Tally): void {
  for (const difference of content.differences) tally.say('zip-disagreement', 'medium', dataAt, name, difference);
  if ((told.flags & 1) !== 0) {
    tally.say('zip-disagreement', 'medium', at, name, 'the flags say that it is encrypted, and it is not');
  }
  if (content.bomb) {
    const why = `it unpacks to ${content.source.size} bytes out of ${content.used}: enough to fill a memory or a disk`;
    tally.say('decompression-bomb', 'medium', at, name, why);
  }
}

/** Whether a member that is said to be encrypted really is: then nobody can look into it. Else the flag is there to deter scanners. */
function isEncrypted({ told }: Member, { intact, trouble }: Content, scanned: Scanned): boolean {
  return (told.flags & 1) !== 0 && intact !== true && (intact === false || trouble !== null || !scanned.understood);
}

async function sayLink({ name, at }: Member, content: Content, tally: Tally): Promise<void> {
  const target = text(await content.source.read(0, 4096));
  if (leadsOut(name, target))
    tally.say('escaping-link', 'high', at, name, 'a link that leads out of the archive', [target]);
  else tally.say('link', 'low', at, name, 'a link within the archive', [target]);
}
