/** The code that a configuration names: libraries run it where `trust_remote_code` is on. */

import type { Tally } from './tally.ts';

const MOST = 50;
const NAMES = /"(?:auto_map|custom_pipelines)"/;

/** Tells what `auto_map` and `custom_pipelines` name: code of the repository lies beside it; code of another one is a gap. */
export function scanRemoteCode(text: string, size: number, tally: Tally): void {
  if (!NAMES.test(text)) return;
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    tally.gap(0, size, 'names of code in what is no JSON: not judged');
    return;
  }
  for (const name of namesIn(root)) {
    const other = name.includes('--') ? name.slice(0, name.indexOf('--')) : null;
    const whose = other === null ? 'the repository' : `another repository, ${other}`;
    const message = `It names code of ${whose}, which is run where remote code is allowed.`;
    const offset = Math.max(0, Buffer.byteLength(text.slice(0, text.indexOf(JSON.stringify(name)))));
    tally.say('remote-code', 'info', offset, name, message);
    if (other !== null)
      tally.gap(offset, Math.min(size, offset + Buffer.byteLength(name)), `code of ${other}: not scanned here`);
  }
}

function namesIn(root: unknown): string[] {
  const found = new Set<string>();
  const waiting: { readonly value: unknown; readonly named: boolean }[] = [{ value: root, named: false }];
  for (let next = waiting.pop(), looked = 0; next !== undefined && looked < 100_000; next = waiting.pop(), looked++) {
    const { value, named } = next;
    if (typeof value === 'string') {
      if (named && found.size < MOST && /^[^\s]{1,300}\.[A-Za-z_]\w*$/.test(value)) found.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        // Of a pipeline, `impl` is code; what it is made for (`pt`) are classes of the library.
        const own =
          key === 'auto_map' || key === 'custom_pipelines' || (named && !/^(?:pt|tf|flax|default|type)$/.test(key));
        waiting.push({ value: inner, named: own });
      }
    }
  }
  return [...found];
}
