/** Text: it runs nothing by itself, but some of it is code, or names code that a loader runs; that is not judged here, and said. */

import type { ByteSource } from '../model.ts';
import { latin1, text as utf8 } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { isModelConfig, scanConfig } from './keras/scan-config.ts';
import { scanRemoteCode } from './remote-code.ts';
import { SCHEMA, scanSkops } from './skops.ts';
import { createTally, type Tally } from './tally.ts';
import { scanTargets } from './targets.ts';
import { scanTemplates } from './template/scan-templates.ts';

/** So much of the start decides whether it is text at all. */
const SAMPLE = 4096;
const PIECE = 1024 * 1024;
/** Marks may stand across the border of two pieces. */
const BORDER = 200;
/** Longer texts are no code that somebody wrote. */
const MOST_CODE = 16 * 1024 * 1024;
/** Longer texts are data: no configuration is so large. */
const MOST = 64 * 1024 * 1024;

interface Code {
  readonly what: string;
  /** The name has to be one of these; null for any. */
  readonly name: RegExp | null;
  /** And the text has to hold this. */
  readonly holds: RegExp;
}

const CONFIGURATION = /\.(?:json|ya?ml|jinja2?|j2|template|tmpl)$/i;

const CODES: readonly Code[] = [
  { what: 'Python code', name: /\.(?:pyw?|pyi|ipynb)$/i, holds: /\S/ },
  { what: 'a program', name: /\.(?:sh|bash|zsh|bat|cmd|ps1|js|mjs|cjs|ts|rb|pl|lua|php|r|jl)$/i, holds: /\S/ },
  { what: 'a program', name: null, holds: /^#!\s*\// },
  { what: 'a path configuration, of which Python runs the lines that import', name: /\.pth$/i, holds: /^import\s/m },
];

/** Whether the bytes begin as text does: UTF-8 without control characters (or UTF-16, by its mark). */
export function isText(head: Uint8Array): boolean {
  const sample = head.subarray(0, SAMPLE);
  if (sample.length >= 2 && ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)))
    return true;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    // Vocabularies hold the control characters above ASCII, as any text may.
    return !/[^\P{Cc}\s\u007f-\u009f]/u.test(text);
  } catch {
    return false;
  }
}

export async function scanText(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const name = context.within.at(-1) ?? context.file ?? '';
  const judged = await judgedCode(source, name, context, tally);
  if (judged !== null) return tally.done(judged);
  const asked = CODES.filter((code) => code.name === null || code.name.test(name));
  const found = new Set<string>();
  for (let at = 0; at < Math.min(source.size, MOST) && found.size < asked.length; at += PIECE - BORDER) {
    const text = latin1(await source.read(at, PIECE));
    for (const { what, holds } of asked) if (holds.test(text)) found.add(what);
    if (asked.every(({ name }) => name === null)) break;
  }
  if (CONFIGURATION.test(name) || /^\s*[[{]/.test(latin1(await source.read(0, 64))))
    await scanHeld(source, name, tally, context);
  for (const what of found) tally.gap(0, source.size, `${what}: not judged`);
  return tally.done('text');
}

/** The language of a text that is code and was judged; null where it is none, or nobody judges. */
async function judgedCode(
  source: ByteSource,
  name: string,
  { code }: ScanContext,
  tally: Tally,
): Promise<string | null> {
  if (code === undefined || source.size > MOST_CODE) return null;
  const bytes = await source.read(0, source.size);
  // What is UTF-16, or nothing that can be decoded, is no code that an interpreter would take.
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return null;
  const judged = await code(name, utf8(bytes));
  if (judged === null) return null;
  for (const { kind, severity, offset, subject, message, details } of judged.evidence)
    tally.say(kind, severity, offset, subject, message, details);
  for (const { start, end, why } of judged.gaps) tally.gap(start, end, why);
  return judged.language;
}

/** The templates that a configuration holds, the names that it tells its loader to call, and the model of Keras or skops that it may be. */
async function scanHeld(source: ByteSource, name: string, tally: Tally, context: ScanContext): Promise<void> {
  if (source.size > MOST) tally.gap(0, source.size, 'a text of this size is not searched for templates');
  else {
    const text = utf8(await source.read(0, source.size));
    await scanTemplates(text, name, tally);
    scanRemoteCode(text, source.size, tally);
    scanTargets(text, tally);
    if (SCHEMA.test(name)) scanSkops(text, tally);
    if (isModelConfig(text)) await scanConfig(text, { what: '', at: 0 }, tally, context);
  }
}
