/** Which code of a repository a loader would run: what its configurations name, and the scripts that libraries look for. */

import { posix } from 'node:path';
import type { RepoId } from '../model.ts';

/** What a library runs of a repository, and under which name it finds it. */
export interface CodeEntry {
  readonly path: string;
  /** The repository that the code comes from, where it is another one. */
  readonly from: Pick<RepoId, 'namespace' | 'name'> | null;
  /** Where it is named: `auto_map of config.json`. */
  readonly why: string;
  /** The file that names it; itself where its own name does. */
  readonly named: string;
}

/** The text of a small file of the repository, or null where it cannot be had. */
export type ReadText = (path: string) => Promise<string | null>;

const MOST = 500;
/** Configurations are small. In UTF-16 code units. */
const LONGEST = 4 * 1024 * 1024;

/** Configurations in which transformers looks for `auto_map`, diffusers and sentence-transformers for modules of their own. */
const CONFIGURATIONS =
  /^(?:config|tokenizer_config|processor_config|preprocessor_config|video_preprocessor_config|image_processor_config|feature_extractor_config|generation_config|adapter_config|model_index|modules|config_sentence_transformers)\.json$/;

/** A file that a library runs by its own name. */
interface Script {
  readonly kinds: readonly RepoId['kind'][];
  is(path: string, id: Pick<RepoId, 'name'>): boolean;
  readonly why: string;
}

const SCRIPTS: readonly Script[] = [
  { kinds: ['model'], is: (path) => path === 'custom_generate/generate.py', why: 'generation of its own' },
  {
    kinds: ['model'],
    is: (path) => path === 'pipeline.py',
    why: 'a pipeline of its own (custom_pipeline of diffusers)',
  },
  { kinds: ['dataset'], is: (path, { name }) => path === `${name}.py`, why: 'the loading script of the data set' },
  { kinds: ['space'], is: (path, { name }) => path === `${name}.py`, why: 'the script of an evaluation module' },
  { kinds: ['space'], is: (path) => path === 'app.py', why: 'the program of the Space' },
  { kinds: ['space'], is: (path) => path === 'Dockerfile', why: 'what builds the Space' },
  {
    kinds: ['space'],
    is: (path) => /^(?:pre-)?requirements\.txt$/.test(path),
    why: 'the packages that the Space installs',
  },
  {
    kinds: ['kernel'],
    is: (path) => /^(?:build|torch-ext)\/.*\.(?:py|so|pyd|dylib|dll)$/.test(path),
    why: 'a part of the kernel',
  },
];

/** The code that a loader runs of a repository where it is allowed to, in the order of the files. */
export async function codeEntries(
  id: Pick<RepoId, 'kind' | 'name'>,
  paths: readonly string[],
  readText: ReadText,
): Promise<readonly CodeEntry[]> {
  const known = new Set(paths);
  const entries: CodeEntry[] = [];
  for (const path of paths) {
    if (entries.length >= MOST) break;
    const script = SCRIPTS.find(({ kinds, is }) => kinds.includes(id.kind) && is(path, id));
    if (script !== undefined) entries.push({ path, from: null, why: script.why, named: path });
    if (!CONFIGURATIONS.test(posix.basename(path)) || path.split('/').length > 2) continue;
    const value = parsed(await readText(path));
    if (value !== null) entries.push(...namedIn(path, value, known));
  }
  if (id.kind === 'space') entries.push(...(await programOf(known, readText)));
  const seen = new Set<string>();
  return entries.slice(0, MOST).filter(({ path, from, why }) => {
    const key = JSON.stringify([path, from, why]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

function parsed(text: string | null): object | null {
  if (text === null || text.length > LONGEST) return null;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

function namedIn(path: string, value: object, known: ReadonlySet<string>): CodeEntry[] {
  const name = posix.basename(path);
  const found: CodeEntry[] = [];
  const add = (text: unknown, why: string, folder: string) => {
    const entry = typeof text === 'string' ? classEntry(text, folder) : null;
    if (entry !== null) found.push({ ...entry, why: `${why} of ${path}`, named: path });
  };
  if (name === 'modules.json') {
    // `type` is a class: of the library, or of a file of the repository.
    for (const module of Object.values(value).filter(isObject)) {
      const type = Reflect.get(module, 'type');
      if (typeof type !== 'string' || type.startsWith('sentence_transformers.')) continue;
      if (type.includes('--') || known.has(`${type.split('.').slice(0, -1).join('/')}.py`)) add(type, 'modules', '');
    }
    return found;
  }
  if (name === 'model_index.json') {
    for (const [component, pair] of Object.entries(value)) {
      if (!Array.isArray(pair) || pair.length !== 2) continue;
      const [module] = pair as unknown[];
      if (typeof module !== 'string' || !/^\w+$/.test(module)) continue;
      // A pipeline of the repository's own stands beside its index, a component's module in its folder.
      const at = component === '_class_name' ? `${module}.py` : `${component}/${module}.py`;
      if (known.has(at)) found.push({ path: at, from: null, why: `${component} of ${path}`, named: path });
    }
    return found;
  }
  const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  for (const { key, map } of mapsIn(value)) {
    for (const each of Object.values(map)) {
      if (key === 'custom_pipelines') add(isObject(each) ? Reflect.get(each, 'impl') : null, key, folder);
      else for (const text of Array.isArray(each) ? each.slice(0, 8) : [each]) add(text, key, folder);
    }
  }
  return found;
}

/** Every `auto_map` and `custom_pipelines`: configurations hold others (`text_config`). */
function mapsIn(root: object): { readonly key: string; readonly map: object }[] {
  const found: { key: string; map: object }[] = [];
  const waiting: object[] = [root];
  for (let looked = 0; waiting.length > 0 && looked < 10_000; looked++) {
    const next = waiting.pop() ?? {};
    for (const [key, value] of Object.entries(next)) {
      if (!isObject(value)) continue;
      if (key === 'auto_map' || key === 'custom_pipelines') found.push({ key, map: value });
      else waiting.push(value);
    }
  }
  return found.slice(0, 100);
}

/** `module.Class`, or `other/repository--module.Class` (`get_class_from_dynamic_module` of transformers). */
function classEntry(text: string, folder: string): Pick<CodeEntry, 'path' | 'from'> | null {
  const at = text.indexOf('--');
  const [repository, name] = at < 0 ? [null, text] : [text.slice(0, at), text.slice(at + 2)];
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length > 500) return null;
  const module = name.slice(0, dot).replaceAll('.', '/');
  if (repository === null) return { path: posix.join(folder, `${module}.py`), from: null };
  const parts = repository.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2 || first === '') return null;
  const from = second === undefined ? { namespace: null, name: first } : { namespace: first, name: second };
  return { path: `${module}.py`, from };
}

/** The program of a Space, where its card names another than `app.py`. */
async function programOf(known: ReadonlySet<string>, readText: ReadText): Promise<CodeEntry[]> {
  if (!known.has('README.md')) return [];
  const card = /^---\r?\n([\s\S]*?)\r?\n---/.exec((await readText('README.md'))?.slice(0, 64 * 1024) ?? '')?.[1] ?? '';
  const file = /^app_file:[ \t]*["']?([^"'\r\n#]+?)["']?[ \t]*(?:#.*)?$/m.exec(card)?.[1];
  return file !== undefined && known.has(file)
    ? [{ path: file, from: null, why: 'the program of the Space, as its card says', named: 'README.md' }]
    : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
