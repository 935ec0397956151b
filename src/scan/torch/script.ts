/** TorchScript: what looks like Python in a model's `code/` runs in PyTorch's own interpreter, which can reach files and extensions. */

import type { ByteSource } from '../../model.ts';
import { latin1 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally } from '../tally.ts';
import { KNOWN_NAMESPACES, REACHES_FILES } from './operators.ts';

const MOST = 16 * 1024 * 1024;

/** Calls by their full name, as the serializer prints them; its reader takes them with spaces and over lines as well. */
const CALL =
  /\b(torch\s*\.\s*(?:save|from_file)|ops\s*\.\s*\w+\s*\.\s*\w+)\s*(?:\.\s*\w+\s*)?\(([^\n]{0,200})|\b__torch__\s*\.\s*torch\s*\.\s*(classes\s*\.\s*\w+\s*\.\s*\w+)/g;

/** Namespaces of classes of C++ that PyTorch brings along. */
const KNOWN_CLASSES: ReadonlySet<string> = new Set(
  'quantized xnnpack sparse rnn _nnapi _core mkldnn profiling'.split(' '),
);

export async function scanTorchScript(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const code = latin1(await source.read(0, MOST));
  const seen = new Set<string>();
  for (const { 1: call, 2: rest = '', 3: type, index } of code.matchAll(CALL)) {
    const name = (call ?? type ?? '').replace(/\s+/g, '');
    const effect = REACHES_FILES[name];
    const isKnown =
      (type === undefined ? KNOWN_NAMESPACES : KNOWN_CLASSES).has(name.split('.')[1] ?? '') ||
      name.startsWith('torch.');
    if (effect !== undefined)
      tally.say('file-operator', 'critical', index, name, `TorchScript that ${effect} when the model runs`, [
        `${name}(${rest}`,
      ]);
    else if (!isKnown && !seen.has(name)) {
      seen.add(name);
      const why = `${name} is of an extension that is not in the model, and what it does is not known`;
      tally.say('custom-operator', 'medium', index, name, why);
    }
  }
  if (source.size > MOST) tally.gap(MOST, source.size, 'TorchScript beyond the first 16 MB is not read');
  return tally.done('TorchScript');
}
