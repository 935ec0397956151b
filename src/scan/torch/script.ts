/** TorchScript: what looks like Python in a model's `code/` runs in PyTorch's own interpreter, which can reach files and extensions. */

import type { ByteSource } from '../../model.ts';
import { latin1 } from '../bytes.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally } from '../tally.ts';

const MOST = 16 * 1024 * 1024;

/** Operators of the interpreter that write or read files. */
const REACHES_FILES: Readonly<Record<string, string>> = {
  'torch.save': 'writes a file',
  'torch.from_file': 'maps a file into memory, and creates it where it is not there',
};

/** Namespaces of operators that PyTorch and its own domain libraries bring along. */
const KNOWN_NAMESPACES = new Set([
  'aten',
  'prim',
  'prims',
  'quantized',
  'quantized_decomposed',
  'torchvision',
  'torchaudio',
]);

/** Calls as the serializer prints them: always by their full name. */
const CALL = /\b(torch\.(?:save|from_file)|ops\.(\w+)\.\w+)\(([^\n]{0,200})/g;

export async function scanTorchScript(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const code = latin1(await source.read(0, MOST));
  const seen = new Set<string>();
  for (const { 1: name = '', 2: namespace, 3: rest = '', index } of code.matchAll(CALL)) {
    const effect = REACHES_FILES[name];
    if (effect !== undefined) {
      tally.say('file-operator', 'critical', index, name, `TorchScript that ${effect} when the model runs`, [
        `${name}(${rest}`,
      ]);
    } else if (namespace !== undefined && !KNOWN_NAMESPACES.has(namespace) && !seen.has(name)) {
      seen.add(name);
      tally.say(
        'custom-operator',
        'info',
        index,
        name,
        'an operator of an extension: what it does is not in this file',
      );
    }
  }
  if (source.size > MOST) tally.gap(MOST, source.size, 'TorchScript beyond the first 16 MB is not read');
  return tally.done('TorchScript');
}
