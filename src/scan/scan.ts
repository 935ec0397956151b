/** What bytes are, by their content and never by their name, and who scans them. */

import type { ByteSource } from '../model.ts';
import { hasMark } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { MARKED, recognise, UNMARKED } from './formats.ts';
import { scanMessage } from './graphs/kinds.ts';
import { isOpcode } from './pickle/opcodes.ts';
import { scanPickle } from './pickle/scan-pickle.ts';
import { isMarkedStart } from './pickle/start.ts';
import { isLegacyTorch, scanLegacyTorch } from './torch/legacy.ts';
import { LOCAL } from './zip/records.ts';
import { endsInZip, scanZip } from './zip/scan-zip.ts';

const HEAD = 8192;
/** In bytes: more than this is not read in the hope of a pickle. */
const MOST_SEARCHED = 8 * 1024 * 1024;

/**
 * Scans some bytes as what they are: by their start, as loaders decide it; by the directory of a zip at their end, for what is in
 * front of it is nothing to a reader of zips; and as a pickle too, for protocol 0 looks like anything.
 */
export async function scanSource(source: ByteSource, context: ScanContext): Promise<Scanned> {
  if (source.size === 0) return { format: 'empty', evidence: [], gaps: [], understood: true };
  const head = await source.read(0, HEAD);
  if (hasMark(head, LOCAL)) return scanZip(source, context);
  const marked = isMarkedStart(head, 0);
  const known = await (marked ? scanMarked(source, head, context) : recognise(MARKED, source, head, context));
  // Readers of graphs step over fields that they do not know, and so over any mark.
  const graph = known !== null && isBad(known) ? null : await scanMessage(source, head, context);
  const format = known ?? graph;
  if (format === null) {
    if (await endsInZip(source)) return scanZip(source, context);
    const pickle = await asPickle(source, context);
    return pickle ?? (await recognise(UNMARKED, source, head, context)) ?? scanUnknown(source, context);
  }
  const pickle = marked || !isOpcode(head[0]) ? null : await alsoPickle(source, context);
  // A zip at the end may be content like any other: it is news only where nothing bad was seen yet.
  const zipped =
    isBad(format) || pickle !== null || !(await endsInZip(source)) ? null : await scanZip(source, context, 'archives');
  return [pickle, zipped, known === null ? null : graph].reduce<Scanned>(
    (all, more) => (more === null || more.evidence.length === 0 ? all : both(all, more)),
    format,
  );
}

function scanMarked(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned> {
  return isLegacyTorch(head) ? scanLegacyTorch(source, context) : scanPickle(source, context);
}

/** What a pickle loader would make of bytes of another format: a pickle that ends well and has something to tell, or something bad. */
async function alsoPickle(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const first = await scanPickle(source, context, { streams: 1 });
  const [stream] = first.streams ?? [];
  if (stream === undefined || stream.start > 0) return null;
  const evidence = first.evidence.filter(({ within, offset }) => within.length > context.depth || offset < stream.end);
  const counts = stream.stopped ? evidence.length > 0 : namesDanger({ evidence });
  return counts ? { ...first, evidence, gaps: [] } : null;
}

/** What a pickle loader would make of bytes of no format: protocol 0 has no mark, so they are one if they run like one. */
async function asPickle(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const first = await scanPickle(source, context, { streams: 1 });
  const [stream] = first.streams ?? [];
  if (stream === undefined || stream.start > 0 || !(stream.stopped || namesDanger(first))) return null;
  const all = await scanPickle(source, context);
  return all.evidence.length > 0 || all.gaps.length === 0 ? all : null;
}

function isBad({ evidence }: Pick<Scanned, 'evidence'>): boolean {
  return evidence.some(({ severity }) => severity === 'critical' || severity === 'high');
}

/** Whether something bad was seen that has a name of Python: a line of text can look like an import, and like nothing that can be imported. */
function namesDanger({ evidence }: Pick<Scanned, 'evidence'>): boolean {
  return isBad({ evidence: evidence.filter(({ subject }) => /^[\p{L}\p{N}_.]+$/u.test(subject)) });
}

function both(a: Scanned, b: Scanned): Scanned {
  const [evidence, gaps] = [
    [...a.evidence, ...b.evidence],
    [...a.gaps, ...b.gaps],
  ];
  return { format: `${a.format} and ${b.format}`, evidence, gaps, understood: true };
}

/** What is nothing that is known may hold pickles all the same, behind something that no loader would step over but its own. */
async function scanUnknown(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const searched = source.size <= MOST_SEARCHED ? await scanPickle(source, context) : null;
  if (searched !== null && searched.evidence.length > 0)
    return { ...searched, format: `unknown, with ${searched.format}` };
  const why = 'the content is of no kind that is known';
  const gap = { within: context.within, start: 0, end: source.size, why };
  return { format: 'unknown', evidence: [], gaps: [gap], understood: false };
}
