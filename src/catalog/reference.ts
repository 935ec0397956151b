/** What a text of a catalogue names, in all the forms in which people write a repository of the Hub down. */

import { readBare, readHubAddress, readHubUri, readSpaceHost, readWord, type Target } from '../extract/ids.ts';
import { isLegacyDataset, isLegacyModel } from '../extract/legacy.ts';
import type { RepoKind } from '../model.ts';

/**
 * Reads a text as a reference: an address, an `hf://` URI, a package URL, `namespace/name` and its forms, or an old one-part id.
 *
 * @param kind what the catalogue says of it, or null
 * @returns null where it names no repository
 */
export function readReference(text: string, kind: RepoKind | null): Target | null {
  if (/\s/.test(text)) return null;
  const target = read(text, kind);
  return target === null || 'not' in target ? null : target;
}

function read(text: string, kind: RepoKind | null): ReturnType<typeof readWord> {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  if (/^hf$/i.test(scheme)) return readHubUri(rest, text.length - rest.length);
  if (scheme !== '') return /^https?$/i.test(scheme) ? readAddress(rest, text.length - rest.length) : null;
  const word = readWord(text, 0);
  if (word !== null) return word;
  // The old ids are a closed list; any other single word is a name for something of the catalogue's own.
  const isOld = kind === 'dataset' ? isLegacyDataset(text) : kind !== 'space' && isLegacyModel(text);
  return isOld ? readBare(text, 0) : null;
}

function readAddress(rest: string, start: number): ReturnType<typeof readWord> {
  const host = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  if (/\.hf\.space$/i.test(host)) return readSpaceHost(host, start);
  return readHubAddress(host, rest.slice(host.length), start + host.length);
}
