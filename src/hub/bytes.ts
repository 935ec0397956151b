/** A file on the Hub as bytes that are read in part: by ranges, in blocks that are kept, with few round trips. */

import type { ByteSource, RepoId } from '../model.ts';
import { repoName } from '../model.ts';
import { HubError } from './error.ts';
import { isTrouble, type Trouble } from './exchange.ts';
import { SECTIONS } from './route.ts';
import { isOwn, type Transport } from './transport.ts';

const BLOCK = 32 * 1024;
/** Blocks that are kept of one file: 16 MB. */
const MOST_BLOCKS = 512;
/** Who reads on where the last read ended gets twice as much each time, up to this. */
const FURTHEST_AHEAD = 4 * 1024 * 1024;
/** Of a file on a server that knows no ranges, the start alone is read. */
const MOST_WITHOUT_RANGES = 16 * 1024 * 1024;
const MOST_HOPS = 5;
/** Milliseconds for one request: several megabytes over a slow line. */
const TIMEOUT = 60_000;

export interface RemoteFile {
  readonly id: RepoId;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  readonly path: string;
  /** As the Hub lists it, in bytes. */
  readonly size: number;
}

/** What came of one request. */
type Answer =
  | { readonly kind: 'part'; readonly bytes: Uint8Array }
  /** The server sent the file from its start: as much of it as was taken. */
  | { readonly kind: 'start'; readonly bytes: Uint8Array }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'gone'; readonly status: number };

/**
 * Opens a file of the Hub. Its address is asked for once, and the one that it leads to (a CDN's, signed for a while) used until it
 * is refused; the token goes to the endpoint alone. Reads reject with a HubError where the bytes cannot be had, or are not what
 * was asked for.
 */
export function openRemote(transport: Transport, endpoint: string, file: RemoteFile): ByteSource {
  const { id, commit, path, size } = file;
  const section = id.kind === 'model' ? '' : `/${SECTIONS[id.kind]}`;
  const encoded = [repoName(id), 'resolve', commit, path].flatMap((part) => part.split('/')).map(encodeURIComponent);
  const address = `${endpoint}${section}/${encoded.join('/')}`;
  const blocks = new Map<number, Uint8Array>();
  const underWay = new Map<number, Promise<void>>();
  let direct: string | null = null;
  let start: Uint8Array | null = null;
  let ahead = 0;
  let lastEnd = -1;

  /** Fetches bytes by range; what is returned may be the start of the file instead. */
  async function fetchRange(from: number, to: number): Promise<Answer> {
    let url = direct ?? address;
    for (let hops = 0; hops <= MOST_HOPS; hops++) {
      const answer: Answer | Trouble = await transport.request({
        url,
        headers: { range: `bytes=${from}-${to - 1}`, 'accept-encoding': 'identity' },
        timeout: TIMEOUT,
        read: (response) => readAnswer(response, file, from, to),
      });
      if (isTrouble(answer)) throw trouble(answer.trouble);
      if (answer.kind === 'gone') {
        // A signed address that has run out: ask for a new one, once.
        if (url === address || direct === null) throw trouble(`the Hub answered ${answer.status}`);
        direct = null;
        url = address;
      } else if (answer.kind === 'redirect') url = followed(endpoint, url, answer.location);
      else {
        direct = url;
        return answer;
      }
    }
    throw trouble(`the Hub redirects more than ${MOST_HOPS} times`);
  }

  function trouble(why: string): HubError {
    return new HubError(`${path}: ${why}`, 'Try again later, or fetch the file and scan it where it is.');
  }

  /** Makes blocks from `first` to `last` (exclusive) present. */
  async function load(first: number, last: number): Promise<void> {
    const from = first * BLOCK;
    const to = Math.min(size, last * BLOCK);
    const answer = await fetchRange(from, to);
    if (answer.kind === 'start') start = answer.bytes;
    else if (answer.kind === 'part') {
      for (let block = first; block < last; block++) {
        blocks.set(block, answer.bytes.slice((block - first) * BLOCK, (block - first + 1) * BLOCK));
      }
    }
  }

  /** Reads ahead where the last read ended here. */
  function reach(first: number, last: number): number {
    ahead = first * BLOCK === lastEnd ? Math.min(FURTHEST_AHEAD, Math.max(BLOCK, ahead * 2)) : 0;
    const end = Math.min(Math.ceil(size / BLOCK), last + ahead / BLOCK);
    lastEnd = end * BLOCK;
    return end;
  }

  async function present(first: number, last: number): Promise<void> {
    for (let block = first; block < last; block++) {
      if (blocks.has(block) || start !== null) continue;
      const known = underWay.get(block);
      if (known !== undefined) {
        await known;
        continue;
      }
      let missing = block + 1;
      while (missing < last && !blocks.has(missing) && !underWay.has(missing)) missing += 1;
      const end = missing === last ? reach(block, last) : missing;
      const loading = load(block, end);
      for (let each = block; each < end; each++) underWay.set(each, loading);
      try {
        await loading;
      } finally {
        for (let each = block; each < end; each++) underWay.delete(each);
      }
    }
  }

  return {
    size,
    async read(offset, length) {
      const from = Math.max(0, Math.min(offset, size));
      const to = Math.min(size, from + Math.max(0, length));
      if (from >= to) return new Uint8Array(0);
      const [first, last] = [Math.floor(from / BLOCK), Math.ceil(to / BLOCK)];
      await present(first, last);
      if (start !== null) {
        if (to > start.length)
          throw trouble(`the server knows no ranges: only the first ${start.length} bytes were read`);
        return start.slice(from, to);
      }
      const parts: Uint8Array[] = [];
      for (let block = first; block < last; block++) {
        const bytes = blocks.get(block);
        if (bytes === undefined) throw trouble('the bytes are gone again');
        // The block that was used last is dropped last.
        blocks.delete(block);
        blocks.set(block, bytes);
        parts.push(bytes.subarray(Math.max(0, from - block * BLOCK), Math.min(BLOCK, to - block * BLOCK)));
      }
      for (const block of blocks.keys()) {
        if (blocks.size <= MOST_BLOCKS) break;
        blocks.delete(block);
      }
      return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    },
  };
}

/** Reads an answer to a question for bytes `from` to `to`: what is not exactly these bytes of exactly this file is trouble. */
async function readAnswer(response: Response, file: RemoteFile, from: number, to: number): Promise<Answer | Trouble> {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    const commit = headers.get('x-repo-commit');
    if (commit !== null && commit !== file.commit) return { trouble: 'the Hub answers for another commit' };
    const size = headers.get('x-linked-size');
    if (size !== null && Number(size) !== file.size) return { trouble: 'the Hub answers for a file of another size' };
    const location = headers.get('location');
    return location === null
      ? { trouble: 'the Hub redirects without saying where to' }
      : { kind: 'redirect', location };
  }
  if (status === 206) {
    const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
    if (Number(first) !== from || Number(last) !== to - 1 || Number(size) !== file.size) {
      return { trouble: 'the server answers with other bytes than those asked for' };
    }
    const bytes = await readBytes(response, to - from);
    return bytes.length === to - from ? { kind: 'part', bytes } : { trouble: 'the answer is cut off' };
  }
  if (status === 200) {
    const most = Math.min(file.size, MOST_WITHOUT_RANGES);
    const bytes = await readBytes(response, most);
    return bytes.length === most ? { kind: 'start', bytes } : { trouble: 'the answer is cut off' };
  }
  return { kind: 'gone', status };
}

/** The first bytes of a body, and not one more: the rest is not waited for. */
async function readBytes(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return new Uint8Array(0);
  for await (const part of response.body) {
    parts.push(part);
    size += part.byteLength;
    if (size >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most);
}

/** Where a redirect of a file leads: to the Hub's own cache, or to any other host (which gets no token). */
function followed(endpoint: string, from: string, location: string): string {
  const help = 'Check the endpoint, or fetch the file and scan it where it is.';
  if (!URL.canParse(location, from)) throw new HubError('the Hub redirects to something that is not an address', help);
  const target = new URL(location, from);
  if (isOwn(target.href, endpoint)) {
    // Any other address of the Hub is that of another repository: this one has moved.
    if (/\/api\/resolve-cache\//.test(target.pathname)) return target.href;
    throw new HubError('the Hub redirects the file to another repository, which is not followed', help);
  }
  const plain = target.protocol === 'http:' && new URL(endpoint).protocol === 'http:';
  if (target.protocol !== 'https:' && !plain)
    throw new HubError('the Hub redirects to an address that is not https', help);
  if (target.username !== '' || target.password !== '') throw new HubError('the Hub redirects with a password', help);
  return target.href;
}
