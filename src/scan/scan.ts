/** What bytes are, by their content and never by their name, and who scans them. */

import type { ByteSource } from '../model.ts';
import type { ScanContext, Scanned } from './context.ts';
import { scanData, scanSafetensors } from './data.ts';
import { isNpy, scanNpy } from './npy.ts';
import { scanPacked } from './packed.ts';
import { scanPickle } from './pickle/scan-pickle.ts';
import { isMarkedStart } from './pickle/start.ts';
import { isSevenZip, scanSevenZip } from './seven-zip.ts';
import { isTar, scanTar } from './tar.ts';
import { isText, scanText } from './text.ts';
import { isLegacyTorch, scanLegacyTorch } from './torch/legacy.ts';
import { isZip, scanZip } from './zip/scan-zip.ts';

const HEAD = 8192;

/**
 * Scans some bytes as what they are. A zip counts wherever its directory stands, for what is in front of it is scanned as part of
 * it; all other formats begin at the start. What begins otherwise is run as a pickle too: protocol 0 looks like anything.
 */
export async function scanSource(source: ByteSource, context: ScanContext): Promise<Scanned> {
  if (source.size === 0) return { format: 'empty', evidence: [], gaps: [], understood: true };
  const head = await source.read(0, HEAD);
  if (await isZip(source, head)) return scanZip(source, context);
  if (isLegacyTorch(head)) return scanLegacyTorch(source, context);
  if (isMarkedStart(head, 0)) return scanPickle(source, context);

  const format = await scanFormat(source, head, context);
  const pickle = await asPickle(source, context, format !== null);
  if (format === null) return pickle ?? (isText(head) ? scanText(source, context) : unknown(source, context));
  if (pickle === null) return format;
  return {
    format: `${format.format} and ${pickle.format}`,
    evidence: [...format.evidence, ...pickle.evidence],
    gaps: [...format.gaps, ...pickle.gaps],
    understood: true,
  };
}

async function scanFormat(source: ByteSource, head: Uint8Array, context: ScanContext): Promise<Scanned | null> {
  if (isSevenZip(head)) return scanSevenZip(source, context);
  if (isTar(head)) return scanTar(source, context);
  if (isNpy(head)) return scanNpy(source, context);
  return (
    (await scanPacked(source, head, context, false)) ??
    scanData(source, head, context) ??
    (await scanSafetensors(source, head, context)) ??
    (await scanPacked(source, head, context, true))
  );
}

/**
 * What a pickle loader would make of bytes that do not begin like one. It counts where the pickle reaches its STOP, at the end
 * of the bytes or with something to tell, or where it breaks after something bad; everything else is no pickle.
 *
 * @param known whether the bytes are something else as well
 */
async function asPickle(source: ByteSource, context: ScanContext, known: boolean): Promise<Scanned | null> {
  const first = await scanPickle(source, context, { streams: 1 });
  const [stream] = first.streams ?? [];
  const bad = first.evidence.some(({ severity }) => severity === 'critical' || severity === 'high');
  const whole = stream?.stopped === true && (first.evidence.length > 0 || (stream.end === source.size && !known));
  if (!bad && !whole) return null;
  return known ? { ...first, gaps: [] } : scanPickle(source, context);
}

function unknown(source: ByteSource, { within }: ScanContext): Scanned {
  const why = 'the content is of no kind that is known';
  return { format: 'unknown', evidence: [], gaps: [{ within, start: 0, end: source.size, why }], understood: false };
}
