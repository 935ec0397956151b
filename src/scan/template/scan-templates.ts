/** Templates wherever a text holds them: a file of its own, a value of JSON or YAML. */

import type { Tally } from '../tally.ts';
import { LOOKS_LIKE_TEMPLATE, readTemplate } from './jinja.ts';

interface Held {
  readonly text: string;
  /** Where it begins, in characters of the whole. */
  readonly at: number;
  /** The key that holds it; empty for the file itself. */
  readonly key: string;
}

/** Keys whose text a library renders; under any other, text that does not parse is no template. */
const RENDERED = /template|jinja|prompt_format/i;

const IN_FILE = /\.(?:jinja2?|j2|tmpl|template)$/i;
const IN_YAML = /\.ya?ml$/i;
/** YAML that is longer is data. */
const LONGEST_YAML = 4 * 1024 * 1024;

/**
 * Judges every template in a text.
 *
 * @param start where the text begins in the bytes, which evidence counts from
 */
export async function scanTemplates(text: string, name: string, tally: Tally, start = 0): Promise<void> {
  if (!LOOKS_LIKE_TEMPLATE.test(text)) return;
  let held: readonly Held[];
  try {
    held = await templatesIn(text, name);
  } catch (error) {
    // A parser that recurses ends at the depth that its stack allows.
    if (!(error instanceof RangeError)) throw error;
    tally.gap(start, start + Buffer.byteLength(text), 'nested too deeply to be searched for templates');
    return;
  }
  for (const { text: template, at, key } of held) {
    const { signs, unread } = await readTemplate(template);
    const offset = start + Buffer.byteLength(text.slice(0, at));
    if (unread !== null && (signs.length > 0 || key === '' || RENDERED.test(key)))
      tally.gap(offset, offset + Buffer.byteLength(template), `${key === '' ? 'the template' : key}: ${unread}`);
    for (const { kind, severity, subject, message } of signs)
      tally.say(kind, severity, offset, subject, key === '' ? message : `${message} (${key})`, [
        template.length > 400 ? `${template.slice(0, 400)}...` : template,
      ]);
  }
}

async function templatesIn(text: string, name: string): Promise<readonly Held[]> {
  if (IN_FILE.test(name)) return [{ text, at: 0, key: '' }];
  if (/^\s*[[{]/.test(text)) return await inJson(text);
  if (IN_YAML.test(name) && text.length <= LONGEST_YAML) return inYaml(text);
  return [];
}

async function inJson(text: string): Promise<Held[]> {
  const { visit } = await import('jsonc-parser');
  const held: Held[] = [];
  let key = '';
  visit(
    text,
    {
      onObjectProperty: (property) => {
        key = property;
      },
      onLiteralValue: (value, at) => {
        if (typeof value === 'string' && LOOKS_LIKE_TEMPLATE.test(value)) held.push({ text: value, at, key });
      },
    },
    { allowTrailingComma: true },
  );
  return held;
}

async function inYaml(text: string): Promise<Held[]> {
  const { isScalar, parseAllDocuments, visit: walk } = await import('yaml');
  const held: Held[] = [];
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false, strict: false, customTags: [] });
  for (const document of Array.isArray(documents) ? documents : []) {
    walk(document, {
      Scalar(_, node, path) {
        if (typeof node.value !== 'string' || !LOOKS_LIKE_TEMPLATE.test(node.value)) return;
        const pair = path.at(-1);
        const key =
          typeof pair === 'object' && pair !== null && 'key' in pair && isScalar(pair.key)
            ? String(pair.key.value)
            : '?';
        held.push({ text: node.value, at: node.range?.[0] ?? 0, key });
      },
    });
  }
  return held;
}
