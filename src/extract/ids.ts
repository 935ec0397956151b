/** The grammar of names: what a string must look like to name a repository on the Hub, and what else hangs on it. */

import type { RepoKind, Revision, Span } from '../model.ts';
import { isLegacyModel } from './legacy.ts';

/** A name taken out of a string: the id, where in the string it stands, and all that the string says besides. */
export interface Target {
  /** Null where the form does not tell: a plain `namespace/name` is a model only if nothing else is known. */
  readonly kind: RepoKind | null;
  readonly namespace: string | null;
  readonly name: string;
  readonly revision: Revision;
  readonly file: string | null;
  readonly span: Span;
  readonly form: Form;
  /** What follows the id in an address: `resolve` gives a file's bytes, `blob` a page about it. */
  readonly route?: string;
}

/** `url` and `uri` carry a host or a scheme, `prefixed` a tool's own marker (`hf-hub:`), `path` more segments than an id. */
export type Form = 'url' | 'uri' | 'prefixed' | 'cache' | 'path' | 'id' | 'bare';

/** Why a string with the Hub's host or scheme names no repository. */
export interface NotARepository {
  readonly not: string;
  readonly span: Span;
  /** The kind of the repository that it does name, where its id cannot be told. */
  readonly unsettled?: RepoKind;
}

const NAMESPACE = /^[A-Za-z0-9](?:[\w.-]{0,94}\w)?$/;
const NAME = /^\w(?:[\w.-]{0,94}\w)?$/;

/**
 * Whether two strings can be a repository's owner and name, by the rule of the Python client: letters, digits, `-`, `_` and `.`,
 * no `--` or `..`, at most 96 characters, not ending in `.git`.
 * Source: huggingface_hub, utils/_validators.py.
 */
export function isRepoId(namespace: string | null, name: string): boolean {
  if (namespace !== null && (!NAMESPACE.test(namespace) || /--|\.\./.test(namespace))) return false;
  return NAME.test(name) && !/--|\.\.|\.git$/.test(name);
}

/** Only forty hex digits are a commit for the clients; fewer can be the name of a branch. */
export function revisionOf(text: string): Revision {
  if (/^[0-9a-f]{40}$/i.test(text)) return { at: 'commit', commit: text.toLowerCase() };
  if (/^[0-9a-f]{7,39}$/.test(text)) return { at: 'short', commit: text };
  return { at: 'named', name: text };
}

const NO_REVISION: Revision = { at: 'none' };

/** Hosts that serve the Hub's pages, the well-known read-only mirror included: it serves the same names. */
const HUB_HOST = /^(?:(?:www\.)?huggingface\.co|hf\.co|hf-mirror\.com)$/i;

/** Hosts of the Hub's own services, and what of their addresses stands before the id that they are asked for. */
const SERVICE_HOSTS: readonly (readonly [host: string, path: RegExp, kind: RepoKind])[] = [
  ['api-inference.huggingface.co', /^\/(?:models|pipeline\/[\w-]+)\//, 'model'],
  ['router.huggingface.co', /^\/[\w-]+\/(?:models|pipeline\/[\w-]+)\//, 'model'],
  ['datasets-server.huggingface.co', /^[^#]*[?&]dataset=/, 'dataset'],
];

/**
 * Reads an address by its host and what follows it, query included. Null where the host is not the Hub's, or is asked for nothing.
 * @param start where in the text `rest` stands
 */
export function readHubAddress(host: string, rest: string, start: number): Target | NotARepository | null {
  if (HUB_HOST.test(host)) return readHubPath(rest.replace(/[?#].*$/, ''), start);
  for (const [name, path, kind] of SERVICE_HOSTS) {
    const skipped = host.toLowerCase() === name ? path.exec(rest)?.[0].length : undefined;
    if (skipped !== undefined) return readHubPath(rest.slice(skipped).replace(/[?#&].*$/, ''), start + skipped, kind);
  }
  return null;
}

/** A map, not an object: `constructor` is a segment like any other. */
const KIND_SEGMENTS: ReadonlyMap<string, RepoKind> = new Map([
  ['models', 'model'],
  ['datasets', 'dataset'],
  ['spaces', 'space'],
  ['kernels', 'kernel'],
]);

/** First path segments of the Hub's site that are pages and not namespaces. */
const SITE_PAGES = new Set(
  (
    'about amp api-docs assets autotrain avatars blog blog-explorers brand buckets changelog chat classroom code-of-conduct collections ' +
    'community-blog competitions contact content-guidelines course dashboard deploy developers docs download downloads embed enterprise ' +
    'events facts faq feed feedback fonts front gated-models hardware health help huggingface.js inference inference-api inference-endpoints ' +
    'inference-providers join jobs landing learn leaderboard leaderboards legal llms login logout languages metrics models-explorer new new-dataset ' +
    'new-model new-space notifications oauth organizations papers partners playground posts pricing privacy pro robots.txt rss ' +
    'search security settings shop signin signup sitemap storage subscribe support tasks teams templates terms-of-service tools transformers ' +
    'tos users v2 webhooks welcome xet zh .well-known static resolve-cache spaces-launch'
  ).split(/\s+/),
);

/** What may follow `namespace/name` in an address: these give a revision, the rest are pages about the repository. */
const REVISION_ROUTES = new Set(['resolve', 'blob', 'raw', 'tree', 'blame', 'commit', 'commits', 'revision']);

/**
 * Reads an address on one of the Hub's hosts, scheme or none. `path` is what follows the host, without the query.
 * Sources: the Hub's URI page (huggingface_hub docs, hf_uris.md) and the routes seen in public code.
 */
export function readHubPath(path: string, start: number, known: RepoKind | null = null): Target | NotARepository {
  const whole = { start, end: start + path.length };
  const segments = segmentsOf(path, start);
  let [first] = segments;
  if (first === undefined) return { not: "the Hub's front page", span: whole };
  let at = 0;
  if (first.text === 'api') first = segments[++at];
  if (first === undefined) return { not: "a page of the Hub's API", span: whole };
  let kind = known ?? KIND_SEGMENTS.get(first.text) ?? null;
  if (known !== null) at = 0;
  else if (kind !== null) at++;
  else if (SITE_PAGES.has(first.text.toLowerCase()))
    return { not: `a page of the Hub's site (/${first.text})`, span: whole };
  else if (segments[0]?.text === 'api') return { not: "a route of the Hub's API", span: whole };
  const parts = segments.slice(at).flatMap((segment, i) => (i === 0 ? unfolded(segment, path, start) : [segment]));
  const [owner, name, route] = parts;
  if (owner === undefined) return { not: "a listing page of the Hub's site", span: whole };
  // A dataset, or a page that only repositories have, may still carry a one-part id; a lone name is somebody's profile.
  const legacy = name !== undefined && REVISION_ROUTES.has(name.text);
  if (name === undefined || legacy) {
    if (kind !== 'dataset' && !legacy && !isLegacyModel(owner.text))
      return { not: 'the page of a user or an organisation', span: whole };
    return located({ kind: kind ?? 'model', owner: null, name: owner, rest: parts.slice(1), form: 'url' }, whole);
  }
  kind ??= 'model';
  const rest = route === undefined ? [] : parts.slice(2);
  return located({ kind, owner, name, rest, form: 'url' }, whole);
}

/** `ns%2Fname` is an owner and a name; further on, a percent-encoded slash belongs to a revision. */
function unfolded(segment: Segment, path: string, start: number): Segment[] {
  const slash = /%2F/i.exec(path.slice(segment.start - start, segment.end - start));
  if (slash === null) return [segment];
  const [owner = '', name = ''] = segment.text.split('/');
  const at = segment.start + slash.index;
  return [
    { text: owner, start: segment.start, end: at },
    { text: name, start: at + slash[0].length, end: segment.end },
  ];
}

interface Segment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function segmentsOf(path: string, start: number): Segment[] {
  const segments: Segment[] = [];
  for (const match of path.matchAll(/[^/]+/g)) {
    const from = start + match.index;
    segments.push({ text: decoded(match[0]), start: from, end: from + match[0].length });
  }
  return segments;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

interface Parts {
  readonly kind: RepoKind | null;
  readonly owner: Segment | null;
  readonly name: Segment;
  readonly rest: readonly Segment[];
  readonly form: Form;
}

function located({ kind, owner, name, rest, form }: Parts, whole: Span): Target | NotARepository {
  const namespace = owner?.text ?? null;
  const plain = name.text.replace(/\.git$/, '').replace(/:[\w.-]*$/, '');
  if (!isRepoId(namespace, plain)) return { not: 'not a valid repository id', span: whole };
  const span = { start: owner?.start ?? name.start, end: name.end - (name.text.length - plain.length) };
  const [route, ...tail] = rest.map((segment) => segment.text);
  if (route === undefined || !REVISION_ROUTES.has(route)) {
    return { kind, namespace, name: plain, revision: NO_REVISION, file: null, span, form };
  }
  // `refs/pr/N` and `refs/convert/parquet` are the revisions that hold a slash; others are percent-encoded.
  const special = tail[0] === 'refs' && tail.length >= 3 ? 3 : 1;
  const revision = tail.slice(0, special).join('/');
  const file = tail.slice(special).join('/');
  return {
    route,
    kind,
    namespace,
    name: plain,
    revision: revision === '' ? NO_REVISION : revisionOf(revision),
    file: file === '' ? null : file,
    span,
    form,
  };
}

/** Reads what follows `hf://`: `[type/]ns/name[@revision][/path][:mount]`. */
export function readHubUri(body: string, start: number): Target | NotARepository {
  const whole = { start, end: start + body.length };
  const [location = ''] = body.split(/:\/|:r[ow]$/);
  // After the id, or it belongs to a file's name.
  const marked =
    /^((?:(?:model|dataset|space|kernel)s\/)?[^/@]+(?:\/[^/@]+)?)@(refs\/(?:pr\/\d+|convert\/[\w.-]+)|[^/]+)(.*)$/.exec(
      location,
    );
  const segments = segmentsOf(marked?.[1] ?? location, start);
  const [first] = segments;
  if (first === undefined) return { not: 'an empty hf:// address', span: whole };
  if (first.text === 'buckets') return { not: 'a storage bucket', span: whole };
  const kind = KIND_SEGMENTS.get(first.text) ?? null;
  const [owner, name, ...rest] = kind === null ? segments : segments.slice(1);
  if (owner === undefined) return { not: 'a type without an id', span: whole };
  const target = located(
    { kind: kind ?? 'model', owner: name === undefined ? null : owner, name: name ?? owner, rest: [], form: 'uri' },
    whole,
  );
  if ('not' in target) return target;
  const file = [...rest, ...segmentsOf(marked?.[3] ?? '', start)].map((segment) => segment.text).join('/');
  // DuckDB writes `@~parquet` for the branch that the Hub converts a dataset to.
  const written = decoded(marked?.[2] ?? '').replace(/^~/, 'refs/convert/');
  const revision = written === '' ? NO_REVISION : revisionOf(written);
  return { ...target, revision, file: file === '' ? null : file };
}

/** Markers that tools put before an id of the Hub. What follows is an id whatever else it looks like. */
const PREFIX = /^(?:hf[-_]hub:|hf:|huggingface:|hf-datasets:)/i;

/** Files that a model repository holds, so that `ns/name/file.gguf` is a repository and a file. */
const MODEL_FILE =
  /\.(?:gguf|ggml|safetensors|bin|pt|pth|ckpt|onnx|tflite|litertlm|task|h5|keras|msgpack|mlmodel|npz|nemo|sft|sqlite|parquet|json|jsonl|csv|txt|md|yaml|yml|zip|model)$/i;

/**
 * Reads a string that is one word: `ns/name`, with the forms that tools add to it. Null when it has no such form. Addresses with
 * a scheme are not its business.
 */
export function readWord(word: string, start: number): Target | NotARepository | null {
  const prefix = PREFIX.exec(word)?.[0] ?? '';
  if (prefix !== '') {
    const target =
      readWord(word.slice(prefix.length), start + prefix.length) ??
      readBare(word.slice(prefix.length), start + prefix.length);
    return target === null || 'not' in target ? target : { ...target, form: 'prefixed' };
  }
  if (/^pkg:\w/i.test(word)) return readPackageUrl(word, start);
  const remote = /^git@([\w.]+):(?=\w)/.exec(word);
  if (remote?.[1] !== undefined)
    return readHubAddress(remote[1], word.slice(remote[0].length), start + remote[0].length);
  const cache =
    /(?:^|\/)(model|dataset|space)s--((?:(?!--)[^/])+)(?:--([^/]+))?(?:\/(?:snapshots|refs)\/([^/]+))?/.exec(word);
  if (cache !== null) return readCacheFolder(cache, start);
  const slash = word.indexOf('/');
  const host = slash > 0 && HUB_HOST.test(word.slice(0, slash)) ? slash + 1 : 0;
  if (host > 0) return readHubPath(word.slice(host).replace(/[?#].*$/, ''), start + host);
  const encoded = /^([\w.-]+)%2F([\w.-]+)$/i.exec(word);
  if (encoded?.[1] !== undefined && encoded[2] !== undefined && isRepoId(encoded[1], encoded[2])) {
    return { ...plainTarget(encoded[1], encoded[2], start), span: { start, end: start + word.length } };
  }
  return readPath(word, start);
}

/** A package URL: `pkg:huggingface/ns/name@commit`. Source: the purl specification's type `huggingface`. */
function readPackageUrl(word: string, start: number): Target | NotARepository {
  const path = /^pkg:huggingface\/([^@?#]+)(?:@([^?#]+))?/i.exec(word);
  if (path?.[1] === undefined)
    return { not: 'a package URL of another registry', span: { start, end: start + word.length } };
  const target = readHubPath(path[1], start + 'pkg:huggingface/'.length);
  if ('not' in target) return target;
  return { ...target, form: 'uri', revision: path[2] === undefined ? NO_REVISION : revisionOf(decoded(path[2])) };
}

/** A Space's own host: owner and name joined by a hyphen, so that only one with a single hyphen can be taken apart. */
export function readSpaceHost(host: string, start: number): Target | NotARepository {
  const label = host.replace(/\.hf\.space$/i, '');
  const span = { start, end: start + label.length };
  const [owner, name, ...more] = label.split('-');
  if (owner === undefined || name === undefined || !isRepoId(owner, name)) return { not: 'no host of a Space', span };
  if (more.length > 0)
    return {
      not: 'where the owner ends and the name begins is not told',
      span: { start, end: start + host.length },
      unsettled: 'space',
    };
  return { kind: 'space', namespace: owner, name, revision: NO_REVISION, file: null, span, form: 'url' };
}

/** A folder of the Hub's cache: `models--ns--name`, with the commit where the path goes on to it. */
function readCacheFolder(match: RegExpExecArray, start: number): Target | NotARepository {
  const [, kind, first = '', second, revision] = match;
  const namespace = second === undefined ? null : first;
  const name = second ?? first;
  const from = start + match.index + (match[0].startsWith('/') ? 1 : 0);
  const span = {
    start: from,
    end: from + [`${kind}s`, first, ...(second === undefined ? [] : [second])].join('--').length,
  };
  if (!isRepoId(namespace, name) || (namespace === null && kind !== 'dataset' && !isLegacyModel(name)))
    return { not: 'not a valid repository id', span };
  return {
    kind: KIND_SEGMENTS.get(`${kind}s`) ?? null,
    namespace,
    name,
    revision: revision === undefined ? NO_REVISION : revisionOf(revision),
    file: null,
    span,
    form: 'cache',
  };
}

function plainTarget(namespace: string, name: string, start: number): Target {
  const span = { start, end: start + namespace.length + 1 + name.length };
  return { kind: null, namespace, name, revision: NO_REVISION, file: null, span, form: 'id' };
}

/** Tools that put their own name before an id of the Hub: LiteLLM's routes, above all. */
const ROUTERS = new Set(['huggingface', 'hosted_vllm']);

/** `ns/name`, `ns/name:tag`, `ns/name@revision/file`, `ns/name::folder`, `huggingface/ns/name`, `datasets/ns/name`, `ns/name/file.gguf`. */
function readPath(word: string, start: number): Target | null {
  const marked = /^([^@:/]+(?:\/[^@:/]+)+)@([^/@]+)(\/.*)?$/.exec(word);
  const [head = ''] = (marked?.[1] ?? word).split(/(?<=.)(?:::|:|@)/);
  const segments = head.split('/');
  if (segments.length < 2 || segments.some((segment) => segment === '' || segment === '.' || segment === '..'))
    return null;
  let at = start;
  let kind: RepoKind | null = null;
  let form: Form = 'id';
  const [first = ''] = segments;
  if (segments.length === 2 && first === 'huggingface' && isLegacyModel(segments[1] ?? '')) {
    const bare = readBare(segments[1] ?? '', start + first.length + 1);
    return bare === null ? null : { ...bare, form: 'prefixed' };
  }
  // `huggingface/provider/ns/name` names who is to run it as well.
  const known = segments.length >= 3 && (ROUTERS.has(first) || KIND_SEGMENTS.has(first));
  const skipped = known ? (ROUTERS.has(first) && segments.length > 3 ? 2 : 1) : 0;
  if (skipped > 0) {
    kind = KIND_SEGMENTS.get(first) ?? null;
    form = 'prefixed';
    at += segments.splice(0, skipped).join('/').length + 1;
  }
  const [namespace = '', name = '', ...rest] = segments;
  if (!isRepoId(namespace, name)) return null;
  const target = plainTarget(namespace, name, at);
  const revision = marked?.[2] === undefined ? NO_REVISION : revisionOf(marked[2]);
  const file = `${rest.join('/')}${marked?.[3] ?? ''}`.replace(/^\//, '');
  if (file === '') return { ...target, kind, form, revision };
  return { ...target, kind, revision, file, form: form === 'id' ? 'path' : form };
}

/** A legacy one-part id (`gpt2`): only where the place says that it is one. */
export function readBare(word: string, start: number): Target | null {
  if (!isRepoId(null, word) || !/[A-Za-z]/.test(word)) return null;
  return {
    kind: null,
    namespace: null,
    name: word,
    revision: NO_REVISION,
    file: null,
    span: { start, end: start + word.length },
    form: 'bare',
  };
}

/** Whether a path ends like a file that a repository of the Hub may hold. */
export function hasModelFile(path: string): boolean {
  return MODEL_FILE.test(path);
}

/** Whether it ends like a file of weights, which few other paths do. */
export function hasWeights(path: string): boolean {
  return /\.(?:gguf|ggml|safetensors|ckpt|litertlm|tflite|onnx|nemo|task|pth|pt|bin)$/i.test(path);
}
