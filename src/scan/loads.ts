/** Which files of a repository a loader takes: the rest lies beside them, and runs only for those who ask for it. */

import { posix } from 'node:path';
import type { Picks } from '../model.ts';

/** What a reference asks of a repository. */
export interface LoadRequest extends Omit<Picks, 'weightsOnly'> {
  /** One file, by its path in the repository (`filename=`); the globs of `Llama.from_pretrained` too. */
  readonly file?: string | undefined;
}

/** The text of a small file of the repository, or null where it cannot be had. */
export type ReadText = (path: string) => Promise<string | null>;

/** Weights as libraries name them: the first name that a folder has is taken, and no other of its family. */
const WEIGHTS: readonly { readonly family: string; readonly names: readonly string[] }[] = [
  { family: 'transformers', names: ['model.safetensors', 'pytorch_model.bin', 'tf_model.h5', 'flax_model.msgpack'] },
  { family: 'PEFT', names: ['adapter_model.safetensors', 'adapter_model.bin'] },
  { family: 'diffusers', names: ['diffusion_pytorch_model.safetensors', 'diffusion_pytorch_model.bin'] },
  { family: 'diffusers', names: ['pytorch_lora_weights.safetensors', 'pytorch_lora_weights.bin'] },
  { family: 'OpenCLIP', names: ['open_clip_model.safetensors', 'open_clip_pytorch_model.bin'] },
  { family: 'Keras', names: ['model.keras', 'saved_model.pb', 'keras_metadata.pb'] },
  { family: 'scikit-learn', names: ['model.skops', 'sklearn_model.joblib', 'model.joblib', 'model.pkl'] },
  { family: 'fastai', names: ['model.pkl'] },
];

/** Read by nearly every library before anything else. */
const CONFIGURATION =
  /^(?:(?:.*_)?config|model_index|modules|tokenizer|special_tokens_map|added_tokens|vocab|chat_template)\.json$|^(?:vocab|merges)\.txt$|^chat_template\.jinja$|^(?:tokenizer|spiece|sentencepiece\.bpe)\.model$/;

const LONGEST_INDEX = 50_000;

const CONFIGURED = 'configuration';

/** Whether the loaded files tell which weights are taken: where they are configuration alone, any other file may be. */
export function settles(loaded: ReadonlyMap<string, string>): boolean {
  return [...loaded.values()].some((why) => why !== CONFIGURED);
}

/** Whether who loads a file of this format unpickles: pickles, wrapped or not, and what PyTorch and NumPy put them into. */
export function isUnpickled(format: string): boolean {
  return /\bpickle \(|\bPyTorch (?:zip|tar|package|\()|\bTorchScript zip|array of objects/.test(format);
}

/**
 * The files of a repository that a loader takes, each with the reason. What is not known to be taken is not in it: that says
 * nothing about a file's harm.
 *
 * @param paths of all files of the repository
 */
export async function loadedFiles(
  paths: readonly string[],
  request: LoadRequest,
  readText: ReadText,
): Promise<Map<string, string>> {
  const known = new Set(paths);
  const loaded = new Map<string, string>();
  const { file, subfolder } = request;
  if (file !== undefined) {
    const asked = globbed(subfolder === undefined ? file : posix.join(subfolder, file));
    for (const path of paths) if (asked.test(path)) loaded.set(path, 'the file that is asked for');
    return loaded;
  }
  const folders = subfolder === undefined ? ['', ...(await components(known, readText))] : [posix.normalize(subfolder)];
  for (const folder of new Set(folders)) {
    for (const path of paths) {
      if (folderOf(path) === folder && CONFIGURATION.test(posix.basename(path))) loaded.set(path, CONFIGURED);
    }
    for (const { family, names } of WEIGHTS) {
      for (const [path, why] of await weights(known, folder, family, names, request, readText)) {
        if (!loaded.has(path)) loaded.set(path, why);
      }
    }
  }
  const hasWeights = [...loaded.values()].some((why) => why.startsWith('weights'));
  if (!hasWeights) for (const path of paths) if (/\.gguf$/i.test(path)) loaded.set(path, 'weights of llama.cpp');
  return loaded;
}

/** The first of the names that the folder has, alone or as an index of shards. */
async function weights(
  known: ReadonlySet<string>,
  folder: string,
  family: string,
  names: readonly string[],
  { variant, safetensors }: LoadRequest,
  readText: ReadText,
): Promise<[path: string, why: string][]> {
  for (const name of names) {
    const safe = name.endsWith('.safetensors');
    if ((safetensors === true && !safe) || (safetensors === false && safe)) continue;
    const { name: stem, ext } = posix.parse(name);
    const middle = variant === undefined ? '' : `.${variant}`;
    const single = posix.join(folder, `${stem}${middle}${ext}`);
    if (known.has(single)) return [[single, `weights, as ${family} names them`]];
    const index = posix.join(folder, `${name}.index${middle}.json`);
    if (!known.has(index)) continue;
    const shards = await shardsOf(index, readText);
    return [
      [index, 'the index of the shards'],
      ...shards
        .filter((path) => known.has(path))
        .map((path): [string, string] => [path, `weights, a shard of ${family}'s`]),
    ];
  }
  return [];
}

/** The files that an index names, each once. */
async function shardsOf(index: string, readText: ReadText): Promise<string[]> {
  const map = Reflect.get(objectOf(await readText(index)), 'weight_map');
  const names = typeof map === 'object' && map !== null ? Object.values(map) : [];
  const unique = new Set(names.filter((name) => typeof name === 'string').slice(0, LONGEST_INDEX));
  return [...unique].map((name) => posix.join(posix.dirname(index), name));
}

/** The folders that a pipeline of diffusers, or a model of sentence-transformers, is made of. */
async function components(known: ReadonlySet<string>, readText: ReadText): Promise<string[]> {
  const folders: string[] = [];
  if (known.has('model_index.json')) {
    const pipeline = objectOf(await readText('model_index.json'));
    for (const [name, value] of Object.entries(pipeline))
      if (Array.isArray(value) && value.length === 2) folders.push(name);
  }
  if (known.has('modules.json')) {
    for (const module of Object.values(objectOf(await readText('modules.json')))) {
      const path: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'path') : null;
      if (typeof path === 'string') folders.push(posix.normalize(path));
    }
  }
  return folders.filter((folder) => folder !== '.').slice(0, 1000);
}

function objectOf(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** A glob of Python's fnmatch, in which `*` and `?` go across folders. */
function globbed(glob: string): RegExp {
  const source = glob.replace(/[.*+?^${}()|[\]\\]/g, (mark) =>
    mark === '*' ? '.*' : mark === '?' ? '.' : `\\${mark}`,
  );
  return new RegExp(`^${source}$`, 's');
}
