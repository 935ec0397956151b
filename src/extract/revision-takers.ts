/**
 * Loaders of which it is known that they take a revision: only there may one be written that nobody wrote before. An argument that a
 * function does not take ends the program, and an option that a server does not know keeps it from starting.
 */

import { LOADERS, type Loader } from './loaders.ts';
import { type CallSite, lastSegment } from './program.ts';

/** Packages, and the ends of the qualified names of their functions; read from the signatures in their documentation. */
const TAKERS: readonly (readonly [packages: RegExp, functions: RegExp])[] = [
  [
    /^huggingface_hub$/,
    /^(?:hf_hub_download|hf_hub_url|try_to_load_from_cache|snapshot_download|list_repo_files|list_repo_tree|list_repo_commits|repo_info|model_info|dataset_info|space_info|file_exists|get_paths_info|get_safetensors_metadata|from_pretrained_fastai)$/,
  ],
  [/^(?:transformers|diffusers|peft|optimum|tokenizers|setfit|sentence_transformers|gliner)$/, /^from_pretrained$/],
  [/^(?:transformers|optimum)$/, /^pipeline$/],
  [/^diffusers$/, /^(?:from_single_file|load_lora_weights|load_ip_adapter|load_textual_inversion)$/],
  [/^sentence_transformers$/, /^(?:SentenceTransformer|CrossEncoder|SparseEncoder)$/],
  [/^datasets$/, /^(?:load_dataset|load_dataset_builder|get_dataset_config_names|get_dataset_split_names)$/],
  [/^evaluate$/, /^load$/],
  [/^kernels$/, /^(?:get_kernel|has_kernel)$/],
  [/^vllm$/, /^(?:LLM|EngineArgs|AsyncEngineArgs)$/],
  [/^unsloth$/, /^from_pretrained$/],
  [/^@(?:huggingface|xenova)\/transformers$/, /^(?:from_pretrained|pipeline)$/],
  [
    /^@huggingface\/hub$/,
    /^(?:downloadFile|listFiles|fileDownloadInfo|modelInfo|datasetInfo|spaceInfo|fileExists|pathsInfo|snapshotDownload|downloadFileToCacheDir|listCommits)$/,
  ],
];

/** Commands that take `--revision`, by the names of their rows. */
const COMMANDS: ReadonlySet<string> = new Set([
  'hf download',
  'vllm serve',
  'vllm',
  'text-generation-launcher',
  'text-embeddings-router',
  'sglang',
]);

/** Whether a call is known to take a revision, by where its name was imported from. */
export function takesRevision(call: CallSite, loader: Loader): boolean {
  if (call.loader !== null) return COMMANDS.has(loader.call);
  // What a project declares of its own functions is its own word.
  if (loader.wraps === undefined && !LOADERS.includes(loader)) return true;
  const slash = call.qualified.startsWith('@') ? call.qualified.indexOf('/') + 1 : 0;
  const dot = call.qualified.slice(slash).search(/[./]/);
  const from = dot < 0 ? '' : call.qualified.slice(0, slash + dot);
  const name = lastSegment(call.path);
  return call.module.imports.has(call.path.split('.')[0] ?? '')
    ? TAKERS.some(([packages, functions]) => packages.test(from) && functions.test(name))
    : false;
}
