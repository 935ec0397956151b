/** `keras_metadata.pb` of a SavedModel: for every node of the model, the configuration that Keras would build it from. */

import type { ByteSource } from '../../model.ts';
import { latin1, text } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { bytesOf, type Message, readMessage } from '../protobuf.ts';
import { createTally } from '../tally.ts';
import { isConfig, scanConfig } from './scan-config.ts';

/** Larger ones are no metadata. */
const LARGEST = 256 * 1024 * 1024;

/** Fields of `SavedMetadata` and `SavedObject` (keras/protobuf/saved_metadata.proto). */
const NODES = 1;
const PATH = 3;
const IDENTIFIER = 4;
const METADATA = 5;

/** Whether the bytes begin with a node that Keras made. */
function isMetadata(head: Uint8Array): boolean {
  return head[0] === 0x0a && /_(?:tf_)?keras_\w+/.test(latin1(head.subarray(0, 120)));
}

/** Scans the metadata of Keras; null where the bytes are none. */
export async function scanSavedMetadata(
  source: ByteSource,
  head: Uint8Array,
  context: ScanContext,
): Promise<Scanned | null> {
  if (!isMetadata(head)) return null;
  const tally = createTally(context);
  if (source.size > LARGEST) tally.gap(0, source.size, 'metadata of this size is not read');
  else {
    const { fields, broken } = readMessage(await source.read(0, source.size));
    for (const { number, value } of fields) {
      if (number !== NODES || value.is !== 'bytes') continue;
      const node = readMessage(value.bytes);
      const what = `${field(node, PATH)} (${field(node, IDENTIFIER)})`;
      for (const metadata of node.fields) {
        if (metadata.number !== METADATA || metadata.value.is !== 'bytes') continue;
        const at = value.start + metadata.value.start;
        const config = text(metadata.value.bytes);
        if (isConfig(config)) await scanConfig(config, { what, at }, tally, context);
      }
      if (node.broken !== null)
        tally.gap(value.start + node.broken.at, value.start + value.bytes.length, node.broken.why);
    }
    if (broken !== null) tally.gap(broken.at, source.size, broken.why);
  }
  return tally.done('Keras metadata of a SavedModel');
}

function field(message: Message, number: number): string {
  const bytes = bytesOf(message, number).at(-1);
  return bytes === undefined ? '' : text(bytes);
}
