/** XML: models of OpenVINO and PMML, which are data; but a document can name files and addresses that a parser fetches for it. */

import type { ByteSource } from '../model.ts';
import { text as utf8 } from './bytes.ts';
import type { ScanContext, Scanned } from './context.ts';
import { createTally, type Tally } from './tally.ts';

/** Models have weights in files of their own; PMML of large forests has some hundred megabytes. */
const MOST = 256 * 1024 * 1024;
/** So many entities are a bomb, or data in the wrong place. */
const MOST_ENTITIES = 100;

/** Sets of OpenVINO's own operators. Source: openvino, ov::get_available_opsets. */
const OPENVINO_SETS = /^(?:opset\d{1,2}|experimental|ie_internal_opset|)$/;

/** Whether the text begins as a document does; pages of HTML are text like any other. */
export function isXml(head: Uint8Array): boolean {
  return /^\s*<(?:\?xml[\s?]|!DOCTYPE\s+(?!html)|!--|PMML[\s>]|net\s)/i.test(decoded(head));
}

export async function scanXml(source: ByteSource, context: ScanContext): Promise<Scanned> {
  const tally = createTally(context);
  const document = decoded(await source.read(0, MOST));
  if (source.size > MOST) tally.gap(MOST, source.size, 'XML beyond the first 256 MB is not read');
  judgeEntities(document, tally);
  const root = /<([A-Za-z][\w:.-]*)[\s/>]/.exec(document.replace(/<!DOCTYPE[\s\S]{0,10000}?\]\s*>/i, ''))?.[1] ?? '';
  if (root === 'net') {
    judgeLayers(document, tally);
    return tally.done('OpenVINO model');
  }
  return tally.done(root === 'PMML' ? 'PMML' : 'XML');
}

/** By the mark of its encoding; a parser takes UTF-8 where there is none. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return utf8(bytes).replace(/^\ufeff/, '');
}

function judgeEntities(document: string, tally: Tally): void {
  let entities = 0;
  for (const { 0: declaration, 1: what = '', index } of document.matchAll(/<!(ENTITY|DOCTYPE)\s[^<>[]{0,2000}/gi)) {
    const [, address] = /\b(?:SYSTEM\s+|PUBLIC\s+(?:"[^"]*"|'[^']*')\s+)["']([^"']*)["']/.exec(declaration) ?? [];
    if (address !== undefined && what.toUpperCase() === 'ENTITY')
      tally.say(
        'external-entity',
        'critical',
        index,
        address,
        'A parser that follows entities reads this file or address into the model',
      );
    else if (address !== undefined)
      tally.say(
        'external-definition',
        'info',
        index,
        address,
        'The definition of the document is elsewhere; some parsers fetch it',
      );
    if (what.toUpperCase() === 'ENTITY') entities += 1;
  }
  if (entities > MOST_ENTITIES)
    tally.say(
      'entity-expansion',
      'medium',
      0,
      `${entities} entities`,
      'Entities that stand for one another fill the memory of a parser',
    );
}

/** Layers of another set come from an extension that the loader has to be given. */
function judgeLayers(document: string, tally: Tally): void {
  const seen = new Set<string>();
  for (const { 1: attributes = '', index } of document.matchAll(/<layer\s([^<>]{0,4000})>/g)) {
    const [type = '', set = ''] = ['type', 'version'].map((name) => attributeOf(attributes, name));
    const name = `${set}.${type}`;
    if (OPENVINO_SETS.test(set) || seen.has(name)) continue;
    seen.add(name);
    const why = `The layer ${type} of ${set} is none of OpenVINO: a library that is not in the model runs for it, and what it does is not known`;
    tally.say('custom-operator', 'medium', index, name, why);
  }
}

function attributeOf(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1] ?? '';
}
