/** Keras configurations: every dictionary at any depth and under any key is looked at, for what loading it would run or reach. */

import type { ScanContext } from '../context.ts';
import { type CodeStory, storyOf } from '../marshal/story.ts';
import { opaque, type Term } from '../pickle/term.ts';
import { memorySource } from '../source.ts';
import type { Tally } from '../tally.ts';
import { judgeName, VOCABULARY_LAYERS } from './policy.ts';

/** Where a configuration stands. */
export interface Place {
  /** The attribute, field or file that holds it. */
  readonly what: string;
  /** In the scanned bytes. */
  readonly at: number;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Dictionary = { readonly [key: string]: Json };

/** Values of one configuration that are looked at. */
const MOST_VALUES = 2_000_000;
const LONGEST = 256 * 1024 * 1024;
/** Of what is shown of a path or a text. */
const SHOWN = 300;
/** In characters; nothing shorter is code. */
const SHORTEST_CODE = 40;

/** Whether a text may be a configuration of Keras. Escapes may hide any of its keys. */
export function isConfig(text: string): boolean {
  return /^\s*[[{]/.test(text) && /class_name|__lambda__|\\u00/.test(text);
}

/** Whether a text that stands for itself is the configuration of a Keras model or layer, and not another tool's. */
export function isModelConfig(text: string): boolean {
  if (!isConfig(text)) return false;
  const value = parse(text);
  if (text.includes('"__lambda__"')) return value !== undefined;
  return isDictionary(value) && typeof value.class_name === 'string' && isDictionary(value.config);
}

/** Judges a configuration: what it would run or reach becomes evidence, what cannot be read a gap. */
export async function scanConfig(text: string, place: Place, tally: Tally, context: ScanContext): Promise<void> {
  const value = text.length > LONGEST ? undefined : parse(text);
  if (value === undefined) {
    return tally.gap(
      place.at,
      place.at + Math.min(text.length, 2 ** 31),
      `${place.what}: a configuration that is no JSON`,
    );
  }
  const stack: { readonly value: Json; readonly path: string; readonly holder: string; readonly defaults?: Json }[] = [
    { value, path: '', holder: '' },
  ];
  const say = (
    kind: string,
    severity: 'critical' | 'medium' | 'info',
    path: string,
    message: string,
    details: readonly string[] = [],
  ) => tally.say(kind, severity, place.at, `${place.what}${path}`, message, details);
  /** Names that were told: a layer may come by the hundred. */
  const named = new Set<string>();
  let left = MOST_VALUES;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, path, holder, defaults } = next;
    if (--left < 0 || context.signal.aborted)
      return tally.gap(place.at, place.at + 1, `${place.what}: more values than are looked at`);
    if (typeof value === 'string') {
      await scanString(value, path, holder, defaults);
    } else if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--)
        stack.push({
          value: value[index] ?? null,
          path: shortened(`${path}[${index}]`),
          holder,
          ...(index === 0 ? besides(value[1]) : {}),
        });
    } else if (isDictionary(value)) {
      const own = scanDictionary(value, path);
      for (const [key, each] of Object.entries(value).reverse())
        stack.push({
          value: each,
          path: shortened(`${path}.${key}`),
          holder: own ?? holder,
          ...(key === 'code' ? besides(value.defaults) : {}),
        });
    }
  }

  /** Says what a dictionary names; returns the name of what it makes, where it makes something. */
  function scanDictionary(value: Dictionary, path: string): string | null {
    if (value.safe_mode === false) {
      say('keras-gadget', 'critical', path, 'switches off what keeps the code of a file from running (CVE-2025-9906)');
    }
    const { class_name: name, config } = value;
    if (typeof name !== 'string' || config === undefined) return null;
    const module = typeof value.module === 'string' ? value.module : null;
    const inner = isDictionary(config) ? config : {};
    if (name === '__lambda__') {
      if (typeof inner.code !== 'string' || codeIn(inner.code) === null) {
        say('keras-lambda', 'critical', path, 'is Python code that Keras would run, in a form that is not read');
        tally.gap(place.at, place.at + 1, `${place.what}${path}: code that cannot be read`);
      }
      return name;
    }
    if (name === 'Lambda') {
      sayNamedFunctions(inner, path);
      return name;
    }
    const called = name === 'function' && typeof config === 'string' ? config : name;
    const judgement = judgeName(module, called);
    const whole = module === null ? called : `${module}.${called}`;
    if (judgement !== null) {
      const { kind, severity, why } = judgement;
      const once = severity !== 'critical' && named.has(whole);
      named.add(whole);
      if (!once) say(kind, severity, path, `${whole} ${why}`, severity === 'critical' ? reached(inner) : []);
    } else if (module === null && typeof value.registered_name === 'string' && value.registered_name.includes('>'))
      say('keras-custom-object', 'info', path, `${value.registered_name} is code that does not come with the file`);
    if (VOCABULARY_LAYERS.has(name) && typeof inner.vocabulary === 'string' && inner.vocabulary !== '') {
      const why = 'reads its vocabulary from a path or an address of the machine that loads it (CVE-2025-12058)';
      say('keras-vocabulary', 'critical', path, `${name} ${why}`, [inner.vocabulary.slice(0, SHOWN)]);
    }
    return name;
  }

  /** A Lambda that names its functions: they are looked up among those that the loader brings along. */
  function sayNamedFunctions(config: Dictionary, path: string): void {
    for (const key of ['function', 'output_shape', 'mask'] as const) {
      const named = config[key];
      if (typeof named !== 'string' || codeIn(named) !== null) continue;
      const module = config[key === 'function' ? 'module' : `${key}_module`];
      const from = typeof module === 'string' ? ` of ${module.slice(0, SHOWN)}` : '';
      const why = `the Lambda runs the function ${named.slice(0, SHOWN)}${from}, which does not come with the file`;
      say('keras-lambda', key === 'function' ? 'medium' : 'info', `${path}.config.${key}`, why);
    }
  }

  async function scanString(value: string, path: string, holder: string, defaults: Json | undefined): Promise<void> {
    const code = codeIn(value);
    if (code !== null) return sayCode(code, path, holder, defaults);
    // A text that holds a configuration of its own, as `model_config` within attributes of JSON.
    if (value.length > 20 && isConfig(value) && parse(value) !== undefined) {
      stack.push({ value: parse(value) ?? null, path: `${path}(text)`, holder });
      return;
    }
    const archive = /^(?:UEsDB|gA[I-V])[A-Za-z0-9+/=\s]{16,}$/.test(value);
    if (archive)
      tally.take(await context.open(memorySource(Buffer.from(value, 'base64')), `base64 at ${place.what}${path}`));
  }

  function sayCode(code: Uint8Array, path: string, holder: string, defaults: Json | undefined): void {
    const story = storyOf(code, context.budget, 0, { defaults: termsOf(defaults) });
    const runs = /^(?:Lambda|__lambda__)$/.test(holder);
    const what = runs ? 'is Python code that Keras runs with the model' : 'is Python code';
    if (story === null) {
      // Anything may begin like code.
      if (!runs) return;
      say('keras-lambda', 'critical', path, `${what}, in a form that is not read`);
      tally.gap(place.at, place.at + 1, `${place.what}${path}: code that cannot be read`);
      return;
    }
    say(runs ? 'keras-lambda' : 'marshal-code', severityOf(story), path, `${what}; ${story.summary}`, story.details);
    for (const why of story.gaps) tally.gap(place.at, place.at + 1, `${place.what}${path}: ${why}`);
  }
}

/** Code in a file is never nothing: what only computes is told, and is to be looked at by somebody. */
function severityOf({ rating }: CodeStory): 'critical' | 'medium' {
  return rating === 'dangerous' ? 'critical' : 'medium';
}

/** The marshalled code that a text is: base64 as Keras writes it, or bytes as characters, as Keras did before 2.0.7. */
function codeIn(text: string): Uint8Array | null {
  if (/^(?:\xe3|c\0\0\0)/.test(text)) {
    // raw_unicode_escape, of which only a backslash and what is no byte are escaped.
    const bytes = text.replace(/\\u00([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Buffer.from(bytes, 'latin1');
  }
  // 0xe3, or `c` and three zeros. Python steps over whatever is no digit of base64.
  if (text.length < SHORTEST_CODE || !/^[^A-Za-z0-9+/]*(?:4[^A-Za-z0-9+/]*[w-z0-9+/]|Y[^A-Za-z0-9+/]*w)/.test(text))
    return null;
  const bytes = Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
  return bytes[0] === 0xe3 || (bytes[0] === 0x63 && bytes[1] === 0 && bytes[2] === 0) ? bytes : null;
}

/** What a gadget is given: paths, addresses, names. */
function reached(config: Dictionary): string[] {
  const told: string[] = [];
  for (const [key, value] of Object.entries(config)) {
    if (typeof value === 'string' && told.length < 8) told.push(`${key}: ${value.slice(0, SHOWN)}`);
    else if (isDictionary(value))
      told.push(
        ...reached(Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each === 'string'))).slice(
          0,
          4,
        ),
      );
  }
  return told;
}

/** Beside its code, a function has the defaults of its arguments. */
function besides(defaults: Json | undefined): { readonly defaults?: Json } {
  return defaults === undefined ? {} : { defaults };
}

/** Plain values as the arguments that they are. */
function termsOf(values: Json | undefined): Term[] {
  if (!Array.isArray(values)) return [];
  return values
    .slice(0, 64)
    .map((value: Json) => (typeof value === 'object' && value !== null ? opaque('a value') : value));
}

function shortened(path: string): string {
  return path.length > SHOWN ? `…${path.slice(-SHOWN)}` : path;
}

function isDictionary(value: Json | undefined): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON as Python writes and reads it, with its three numbers more; undefined where it is none. */
function parse(text: string): Json | undefined {
  for (const each of [() => text, () => withoutNaN(text)]) {
    try {
      return JSON.parse(each()) as Json;
    } catch {
      // Tried again without what only Python takes; then it is no JSON.
    }
  }
  return undefined;
}

function withoutNaN(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gs, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}
