/** Command lines that load from the Hub, in a script, a list of words, a prompt in a document: turned into calls, to be read as calls. */

import type { Argument, Expr } from './facts.ts';
import { type Loader, rows } from './loaders.ts';

interface Command {
  /** Found in the command's words joined by spaces; what follows the match are its arguments. */
  readonly match: RegExp;
  readonly loader: Loader;
}

function command(match: RegExp, name: string, row: Parameters<typeof rows>[2]): Command {
  const [loader] = rows('', name.replaceAll(' ', '\u00a0'), { code: [], ...row });
  if (loader === undefined) throw new Error(`no row for ${name}`);
  return { match, loader: { ...loader, call: name } };
}

const MODEL = ['model', 'model_id', 'model_path', 'model_name', 'model_name_or_path', 'm'];
const CODE = ['trust_remote_code'];
const START = String.raw`(?:^|[\s/])`;

/** Options that stand alone: the word after them is not their value. */
const FLAGS = new Set(
  'quiet q force f force_download resume resume_download verbose v help h trust_remote_code local_dir_use_symlinks enforce_eager enable_auto_tool_choice enable_prefix_caching disable_log_requests dry_run yes y rm it d i t no_cache no_cnv conversation interactive color depth1 recursive recurse_submodules single_branch quantize_off allow_patterns_only cpu flash_attn fa jinja mlock no_mmap no_cache_dir upgrade U user pre no_deps system break_system_packages no_build_isolation embedding embeddings reranking no_webui skip_smudge no_checkout bare mirror'.split(
    ' ',
  ),
);

const COMMANDS: readonly Command[] = [
  command(new RegExp(`${START}(?:hf|huggingface-cli|transformers-cli) download\\s`), 'hf download', {
    id: [0, 'repo_id'],
    file: [1, 'include'],
    kind: { by: ['repo_type', 'type'], otherwise: 'model' },
  }),
  command(
    new RegExp(
      `${START}(?:hf|huggingface-cli) (?:upload|upload-large-folder|repo create|repos create|repo-files delete)\\s`,
    ),
    'hf upload',
    { id: [0], kind: { by: ['repo_type', 'type'], otherwise: 'model' }, writes: true },
  ),
  command(new RegExp(`${START}(?:hf|huggingface-cli) (?:models|model) info\\s`), 'hf models info', { id: [0] }),
  command(new RegExp(`${START}(?:hf|huggingface-cli) (?:datasets|dataset) info\\s`), 'hf datasets info', {
    id: [0],
    kind: 'dataset',
  }),
  command(new RegExp(`${START}(?:hf|huggingface-cli) (?:spaces|space) (?:info|dev-mode)\\s`), 'hf spaces info', {
    id: [0],
    kind: 'space',
  }),
  command(new RegExp(`${START}kernels (?:download|check|lock)\\s`), 'kernels download', {
    id: [0],
    kind: 'kernel',
    code: 'always',
  }),
  command(new RegExp(`${START}git (?:lfs )?clone\\s`), 'git clone', {
    id: [0],
    revision: ['branch', 'b'],
    marked: true,
    bare: 'alias',
  }),
  command(new RegExp(`${START}vllm (?:serve|bench \\w+|chat|complete)\\s`), 'vllm serve', {
    id: [[0, ...MODEL], ['tokenizer'], ['speculative_model']],
    codeRevision: ['code_revision'],
    code: CODE,
  }),
  command(/vllm\.entrypoints[\w.]*\s|vllm-openai\S*\s|vllm\/vllm\S*\s/, 'vllm', {
    id: [[...MODEL], ['tokenizer'], ['speculative_model']],
    codeRevision: ['code_revision'],
    code: CODE,
  }),
  command(/text-generation-launcher\s|text-generation-inference\S*\s/, 'text-generation-launcher', {
    id: [[...MODEL], ['speculate_model']],
    code: CODE,
  }),
  command(/text-embeddings-router\s|text-embeddings-inference\S*\s/, 'text-embeddings-router', { id: [[...MODEL]] }),
  command(/sglang\.launch_server\s|lmsysorg\/sglang\S*\s|sglang serve\s/, 'sglang', {
    id: [[...MODEL], ['tokenizer_path'], ['draft_model_path', 'speculative_draft_model_path']],
    code: CODE,
  }),
  command(
    new RegExp(
      `${START}(?:llama-(?:cli|server|run|bench|mtmd-cli|embedding|simple|tts|perplexity|gguf\\S*)|llama\\.cpp\\S*|(?:\\./)?main|server)\\s`,
    ),
    'llama.cpp',
    {
      id: [
        ['hf', 'hf_repo', 'hfr', 'hff_repo'],
        ['hf_repo_draft', 'hfd', 'hfrd'],
        ['hf_repo_v', 'hfv', 'hfrv'],
      ],
      file: ['hf_file', 'hff'],
      revision: [],
    },
  ),
  command(new RegExp(`${START}ollama (?:run|pull|create|show|cp)\\s`), 'ollama', {
    id: [0],
    marked: true,
    bare: 'alias',
    revision: [],
  }),
  command(new RegExp(`${START}(?:docker model|lms|ramalama) (?:run|pull|get|load|serve)\\s`), 'docker model', {
    id: [0],
    marked: true,
    bare: 'alias',
    revision: [],
  }),
  command(/mlx_(?:lm|vlm|whisper|audio)[\w.]*\s/, 'mlx_lm', { id: [[...MODEL, 'hf_path'], ['adapter_path']] }),
  command(/mlc_llm \w+\s/, 'mlc_llm', { id: [0], marked: true, bare: 'alias' }),
  command(new RegExp(`${START}optimum-cli [\\w -]*?(?=-)`), 'optimum-cli', { id: [[...MODEL]], code: CODE }),
  command(new RegExp(`${START}lmdeploy (?:serve|chat|lite|convert)(?: \\w+)*\\s`), 'lmdeploy', { id: [0, ...MODEL] }),
  command(new RegExp(`${START}(?:transformers|transformers-cli) (?:serve|chat|env|run)\\s`), 'transformers', {
    id: [0, ...MODEL],
    code: CODE,
  }),
  command(/fastchat\.serve[\w.]*\s|fastchat\.\w+[\w.]*\s/, 'fastchat', {
    id: [['model_path', 'base_model_path', 'base', 'target', 'delta', 'model_names_or_path']],
  }),
  command(
    new RegExp(
      `${START}(?:infinity_emb|litgpt|tabbyml|tabby|ct2-transformers-converter|autotrain|lm_eval|lighteval|accelerate|swift|xtuner)\\s`,
    ),
    'model server',
    { id: [[...MODEL, 'checkpoint_dir', 'repo_id']], code: CODE },
  ),
  command(new RegExp(`${START}(?:lmms?|tgi|tune) download\\s`), 'tune download', { id: [0] }),
  command(/trtllm-(?:serve|bench|eval)\s/, 'trtllm', { id: [[0, ...MODEL], ['tokenizer']], code: CODE }),
  command(/node-llama-cpp (?:chat|pull|complete|infill|inspect \w+(?: \w+)?)\s/, 'node-llama-cpp', {
    id: [0, 'model', 'url'],
    marked: true,
    bare: 'alias',
    revision: [],
  }),
  // A wheel runs when it is installed, and when it is imported.
  command(new RegExp(`${START}(?:pip3? install|uv add)\\s`), 'pip install', {
    id: [[0], [1], [2], [3], [4], [5], [6], [7]],
    marked: true,
    bare: 'alias',
    code: 'always',
  }),
];

export interface CommandCall {
  readonly expr: Expr & { is: 'call' };
  readonly loader: Loader;
}

/** Reads words as a command that loads, or null. The call has the options by their names and the rest in order. */
export function commandOf(words: readonly Expr[]): CommandCall | null {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined || words.length < 2) return null;
  let line = '';
  const starts: number[] = [];
  for (const word of words.slice(0, 200)) {
    starts.push(line.length);
    line += `${word.is === 'text' ? word.text : word.is === 'name' ? word.name : '\u0000'} `;
  }
  for (const { match, loader } of COMMANDS) {
    const found = match.exec(line);
    if (found === null) continue;
    const end = found.index + found[0].length;
    const rest = words.filter((_, i) => (starts[i] ?? end) >= end);
    return {
      expr: {
        is: 'call',
        callee: { is: 'name', name: loader.call, span: first.span },
        args: optionsOf(rest),
        span: { start: first.span.start, end: last.span.end },
      },
      loader,
    };
  }
  return null;
}

/** `--name value`, `--name=value`, `-n value` by name, the rest in order. */
function optionsOf(words: readonly Expr[]): Argument[] {
  const args: Argument[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined) continue;
    const head = word.is === 'join' ? word.of[0] : word;
    const option = head?.is === 'text' ? /^--?([A-Za-z][\w-]*)(=?)/.exec(head.text) : null;
    if (option?.[1] === undefined || head?.is !== 'text') {
      args.push({ name: null, value: word });
      continue;
    }
    const name = option[1].replaceAll('-', '_');
    const next = words[i + 1];
    if (option[2] === '=') {
      const skipped = option[0].length;
      const value: Expr = {
        is: 'text',
        text: head.text.slice(skipped),
        span: { start: head.span.start + skipped, end: head.span.end },
      };
      const parts =
        word.is === 'join'
          ? [value, ...word.of.slice(1)].filter((part) => part.is !== 'text' || part.text !== '')
          : [value];
      const [only] = parts;
      args.push({
        name,
        value: parts.length === 1 && only !== undefined ? only : { is: 'join', of: parts, span: word.span },
      });
    } else if (FLAGS.has(name) || next === undefined || (next.is === 'text' && next.text.startsWith('-'))) {
      args.push({ name, value: { is: 'constant', value: true, span: word.span } });
    } else {
      args.push({ name, value: next });
      i++;
    }
  }
  return args;
}
