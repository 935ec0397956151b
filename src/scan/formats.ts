/** Formats that are told by their first bytes: one row each, in the order in which they are asked. */

import type { ByteSource } from '../model.ts';
import type { ScanContext, Scanned, Scanner } from './context.ts';
import { scanData } from './data.ts';
import { scanExecuTorch } from './graphs/executorch.ts';
import { scanTflite } from './graphs/tflite.ts';
import { scanHdf5 } from './hdf5/scan-hdf5.ts';
import { scanSavedMetadata } from './keras/saved-metadata.ts';
import { scanMachineCode } from './machine-code.ts';
import { scanPyc } from './marshal/pyc.ts';
import { scanMsgpack } from './msgpack.ts';
import { isNpy, scanNpy } from './npy.ts';
import { scanPacked } from './packed.ts';
import { scanRData } from './r-data.ts';
import { isSevenZip, scanSevenZip } from './seven-zip.ts';
import { isTar, scanTar } from './tar.ts';
import { scanGguf } from './tensors/gguf.ts';
import { scanSafetensors } from './tensors/safetensors.ts';
import { isText, scanText } from './text.ts';
import { isXml, scanXml } from './xml.ts';

/** Scans bytes if they are of its format, `head` being the first of them; null where they are not. */
export type Recogniser = (source: ByteSource, head: Uint8Array, context: ScanContext) => Promise<Scanned | null>;

/** Those with a mark of their own, the clear ones before the vague. */
export const MARKED: readonly Recogniser[] = [
  told(isSevenZip, scanSevenZip),
  told(isTar, scanTar),
  told(isNpy, scanNpy),
  (source, head, context) => scanPacked(source, head, context, false),
  scanGguf,
  scanHdf5,
  scanSavedMetadata,
  scanPyc,
  scanTflite,
  scanExecuTorch,
  scanMachineCode,
  async (source, head, context) => scanData(source, head, context),
  scanRData,
  scanSafetensors,
  scanMsgpack,
  (source, head, context) => scanPacked(source, head, context, true),
];

/** Those without: asked where the bytes are none of the above, no zip and no pickle. */
export const UNMARKED: readonly Recogniser[] = [told(isXml, scanXml), told(isText, scanText)];

/** The first that knows the bytes scans them; null where none does. */
export async function recognise(
  recognisers: readonly Recogniser[],
  source: ByteSource,
  head: Uint8Array,
  context: ScanContext,
): Promise<Scanned | null> {
  for (const recogniser of recognisers) {
    const scanned = await recogniser(source, head, context);
    if (scanned !== null) return scanned;
  }
  return null;
}

function told(is: (head: Uint8Array) => boolean, scan: Scanner): Recogniser {
  return async (source, head, context) => (is(head) ? scan(source, context) : null);
}
