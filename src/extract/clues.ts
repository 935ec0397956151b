/** The clues: what speaks for a candidate, what against, each with its weight and its words. */

import type { Candidate, Surroundings } from './evidence.ts';
import { hasWeights } from './ids.ts';
import { isLegacyModel } from './legacy.ts';
import type { Load } from './loads.ts';
import { MODEL_NAME, MODEL_SIZE, MODEL_TERM, MODEL_WORD } from './names.ts';
import { isKnownNamespace } from './namespaces.ts';
import { isWordPair } from './otherwise.ts';

interface Clue {
  readonly weight: number;
  /** The words for it, or null where it does not hold. */
  says(candidate: Candidate, around: Surroundings): string | null;
}

const STRONG_LABEL =
  /(?:^|_)(?:hf|hugging_?face|hfhub)(?:_|$)|(?:^|_)(?:repo_id|model_id|model_name_or_path|pretrained_model\w*|base_model\w*|hub_model_id|model_repo|hf_repo|checkpoint|tokenizer|tokenizer_name|tokenizer_path|embedding_model\w*|embed_model\w*|sentence_transformer\w*|cross_encoder\w*|reranker\w*|rerank_model\w*|lora\w*|vae|unet|controlnet\w*|adapter\w*|diffusion_model|teacher_model\w*|student_model\w*|draft_model|assistant_model|llm_model|model_path|_name_or_path|dataset_id|dataset_name|dataset_repo|dataset_path|datasets?)$/;
const MODEL_LABEL =
  /(?:^|_)(?:models?|checkpoints?|weights|pretrained|embeddings?|embedder|encoder|llms?|vlm|tokenizers?|pipeline|transformers?|datasets?|spaces?|kernels?|generator|retriever|ranker|classifier|summari[sz]er|translator|backbone|language_model|gguf|quant\w*|finetuned?|hub)(?:_|$)/;
/** Functions whose name says that they are about models; what they are given may still be a path. */
const MODEL_CALL =
  /(?:^|_)(?:hf|hugging_?face|hub|models?|tokenizers?|checkpoint|pretrained|embedd\w*|datasets?|loras?|gguf|repos?|pipeline)(?:_|$)/;
const WEAK_LABEL =
  /(?:^|_)(?:name|id|ids|path|repo|repos|repository|repo_name|source|src|uri|value|default|key|slug|target|base|variant|preset|backend|names|paths)$/;
const FOREIGN_LABEL =
  /(?:^|_)(?:image|images|img|container_image|docker\w*|uses|action|registry|package|packages|import|module|route|router|href|endpoint|mime\w*|media_type|content_type|accept|timezone|tz|class|class_name|classname|style|license|branch|github\w*|git|gh_\w+|commit|workflow|runs_on|cron|test_id|aria_\w+|prompt|description|title|message|help|regex|pattern|glob|cmd|command_name|homepage|documentation|docs|local|data_files?|data_dir|save_directory|(?:out|output|save|log|logging|cache|local)_(?:dir|path|file|folder)|icon|logo|avatar|color)$/;

const IMPORT_CALL =
  /(?:^|\.)(?:require|import|importlib\.import_module|import_module|jest\.mock|vi\.mock|mock|patch|resolve|use|load_extension)$/;
const FILE_CALL =
  /(?:^|\.)(?:open|join|exists|isfile|isdir|makedirs|mkdir|listdir|remove|rmtree|read_text|write_text|read_csv|savetxt|loadtxt|save|savefig|imread|imwrite|dump|to_csv|readFileSync|writeFileSync|existsSync|glob|route|get|post|put|delete|patch|fetch|url_for|include_router|add_url_rule|mount|Path|PurePath|relative_to)$/;
/** Commands whose words are images, packages and paths. */
const FOREIGN_COMMAND =
  /^(?:docker|podman|nerdctl|crane|skopeo|kubectl|helm|npm|npx|yarn|pnpm|bun|pip3?|brew|go|cargo|gh|apt(?:-get)?|conda|mamba|cp|mv|cd|ls|mkdir|cat|rm|ln|touch|tar|unzip|chmod|chown|make|terraform|source|find|grep|sed|rsync|scp)$/;
const GITHUB_CALL = /torch\.hub\.|hub\.load$|hub\.list$|(?:^|\.)(?:get_repo|gh|git_clone|from_github)$/;

const HUB_WORDS =
  /hugging\s?face|\bthe hub\b|\bmodels?\b|\bcheckpoints?\b|\bdatasets?\b|\bweights\b|\bembeddings?\b|\btokenizers?\b|pre-?trained|fine-?tun|\bloras?\b|\badapters?\b|\bgguf\b|quanti[sz]|\bspaces?\b|\bencoders?\b|\btransformers?\b|\bllms?\b|\bvlms?\b/i;
const CODE_HOST =
  /github\.com|gitlab|bitbucket|\bgh\s|git@|docker(?:hub|\.io)?\b|ghcr\.io|quay\.io|nvcr\.io|\bpip install\b|\bnpm (?:i|install)\b|modelscope/i;

/** A Markdown or reST link whose address is not the Hub's. */
const LINK_ELSEWHERE =
  /^[`*_]{0,3}(?:\]\(\s*<?https?:\/\/(?!(?:www\.)?(?:huggingface\.co|hf\.co))|\s*<https?:\/\/(?!(?:www\.)?(?:huggingface\.co|hf\.co)))/;

/** "Dataset ID (e.g., ", "the repo containing the model, such as ". */
const INTRODUCED =
  /\b(?:models?|data\s?sets?|spaces?|repo(?:sitory)?|checkpoint|hub|hugging\s?face)[\s_-]+(?:id(?:entifier)?|name|repo(?:sitory)?)s?\b[^.;]{0,24}?(?:\be\.\s?g\.|\bfor example|\bsuch as|\blike|\bexample:?)[\s,:("'`]*$|\b(?:on|from|to) (?:the )?(?:hf|hugging ?face)(?: hub)? (?:at|as|under)[\s:"'`]*$/i;

/** A line of a comment that is nothing but the name, and what a parenthesis adds. */
const ALONE_BEFORE = /(?:^|\n)[\s*/#>-]*$/;
const ALONE_AFTER = /^[.,:]?[^\S\n]*(?:\n|$|\()/;

/** A name that no dictionary has: `HuggingFaceFW`, `EleutherAI`. */
const INNER_CAPITAL = /[a-z][A-Z]|[A-Z]{2}[a-z]/;

/** What is called so is an id of the Hub even where it reads like two words, or like a folder. */
const ID_LABEL =
  /(?:^|_)(?:hf|hugging_?face)(?:_|$)|(?:^|_)(?:repo_id|model_id|base_model|hub_model_id|hf_repo|dataset_id|dataset_name|datasets)$/;

/** Other hubs of models, which have names of the same form. */
const OTHER_HUB =
  /(?:^|_)(?:modelscope|model_scope|modelers|openmind\w*|wisemodel|csghub|opencsg|gitee\w*|(?:ms|om)_hub)(?:_|$)/;

const IMAGE_LABEL = /(?:^|_)images?$/;
const IMAGE_HOLDER = /^(?:container_image|name|repository|repo|default|path|value)$/;

/** A link to an owner's page, or to a collection: no one repository is behind it. */
const LINK_TO_OWNER =
  /^[`*_]{0,3}\]\(\s*<?https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/(?:collections\/[^)\s]*|[\w.-]+\/?(?:(?:models|datasets|spaces)\/?)?(?:[?#][^)\s]*)?)>?\s*\)/;

const FOLDER_LABEL = /(?:^|_)(?:dir|folder|directory|subdir|subfolder)$/;

/** The tags of images of containers, of Ollama's library and of OpenRouter; those of the Hub's own tools name a quantization or a provider. */
const IMAGE_TAG = /^(?:(?:free|latest|stable|nightly|alpine|slim|edge)(?:[-.]\w+)*|v?\d+(?:\.\d+)+(?:[-.]\w+)*)$/;
const IMAGE_CALL = /(?:[a-z]Container|DockerImageName(?:\.parse)?)$/;

const QUOTED = (before: string, after: string): boolean => /[`"'[]$/.test(before) && /^[`"'\]]/.test(after);

const snake = (label: string): string =>
  label
    .replace(/^(?:self|cls|this|args|config|cfg)\./, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.\s/]+/g, '_')
    .toLowerCase();

function labelMatching(candidate: Candidate, pattern: RegExp, reach: number): string | null {
  return candidate.labels.slice(0, reach).find((label) => pattern.test(snake(label))) ?? null;
}

export const CLUES: readonly Clue[] = [
  { weight: 7, says: ({ load }) => (load !== null && !load.writes ? reaches(load) : null) },
  {
    weight: 3,
    says: ({ load }) => (load?.writes === true ? `written to the Hub by ${load.loader}` : null),
  },
  {
    weight: 7,
    says: ({ target }) =>
      target.form === 'url' ? "an address on the Hub's host" : target.form === 'uri' ? 'an hf:// address' : null,
  },
  { weight: 6, says: ({ target }) => (target.form === 'cache' ? "a folder of the Hub's cache" : null) },
  {
    weight: 5,
    says: ({ target }) => (target.form === 'prefixed' && target.kind === null ? 'carries a marker of the Hub' : null),
  },
  {
    weight: 1,
    says: ({ target }) =>
      target.form === 'prefixed' && target.kind !== null && target.kind !== 'model' ? `under ${target.kind}s/` : null,
  },
  {
    weight: -3.5,
    says: ({ target, load }) =>
      load === null && target.form === 'prefixed' && target.kind === 'model' ? 'stands in a folder' : null,
  },
  { weight: 3.5, says: (candidate) => quoted('is called', labelMatching(candidate, STRONG_LABEL, 2)) },
  {
    weight: 2,
    says: (candidate) =>
      labelMatching(candidate, STRONG_LABEL, 2) === null
        ? quoted('is called', labelMatching(candidate, MODEL_LABEL, 3))
        : null,
  },
  {
    weight: 0.5,
    says: (candidate) =>
      labelMatching(candidate, STRONG_LABEL, 2) === null && labelMatching(candidate, MODEL_LABEL, 3) === null
        ? quoted('is called', labelMatching(candidate, WEAK_LABEL, 1))
        : null,
  },
  {
    weight: 1.5,
    says: ({ callee, load, whole }) =>
      load === null && whole && callee !== null && MODEL_CALL.test(snake(callee.slice(callee.lastIndexOf('.') + 1)))
        ? `is given to ${callee}`
        : null,
  },
  {
    weight: 2,
    says: ({ target }) => (isKnownNamespace(target.namespace) ? `${target.namespace} is a well-known namespace` : null),
  },
  {
    weight: 1.5,
    says: ({ target }, { neighbours }) =>
      !isKnownNamespace(target.namespace) && neighbours(target)
        ? `${target.namespace} has other repositories named here`
        : null,
  },
  {
    weight: 2,
    says: ({ target }) => (target.namespace === null && isLegacyModel(target.name) ? 'a one-part id of the Hub' : null),
  },
  { weight: 1.5, says: ({ target }) => (MODEL_NAME.test(target.name) ? 'named like a model' : null) },
  { weight: 1.5, says: ({ target }) => (MODEL_SIZE.test(target.name) ? 'has the size of a model' : null) },
  {
    weight: 0.5,
    says: ({ target }) =>
      !MODEL_NAME.test(target.name) && MODEL_WORD.test(target.name) ? 'ends like the name of a model' : null,
  },
  {
    weight: 3.5,
    says: ({ target }, { elsewhere }) =>
      elsewhere(target) === null ? null : 'the same id is loaded or linked elsewhere here',
  },
  { weight: 2.5, says: ({ beside }) => (beside !== null ? 'a revision stands beside it' : null) },
  { weight: 0.5, says: (_, { hubFile }) => (hubFile ? 'the file works with the Hub' : null) },
  { weight: 0.5, says: ({ whole }) => (whole ? 'stands alone' : null) },
  { weight: 0.5, says: ({ before, after }) => (QUOTED(before, after) ? 'is quoted' : null) },
  {
    weight: 3,
    says: ({ before, whole }) =>
      !whole && INTRODUCED.test(before.slice(-70)) ? 'the words before it speak of an id' : null,
  },
  {
    weight: 1,
    says: ({ target, before, after, whole }) =>
      !whole &&
      (isKnownNamespace(target.namespace) || MODEL_NAME.test(target.name)) &&
      !isWordPair(target) &&
      ALONE_BEFORE.test(before) &&
      ALONE_AFTER.test(after)
        ? 'stands alone in its line'
        : null,
  },
  {
    weight: 1,
    says: ({ before, after, whole }) =>
      !whole && HUB_WORDS.test(before.slice(-60) + after.slice(0, 40)) ? 'the words around it speak of models' : null,
  },

  {
    weight: -4,
    says: (candidate, { elsewhere }) => {
      const { target, load } = candidate;
      if (load !== null || target.form !== 'id' || !isWordPair(target) || elsewhere(target) !== null) return null;
      const told =
        (candidate.whole && labelMatching(candidate, ID_LABEL, 2) !== null) ||
        (isKnownNamespace(target.namespace) &&
          ((INNER_CAPITAL.test(target.namespace ?? '') && /^[a-z]/.test(target.name)) ||
            (candidate.whole
              ? labelMatching(candidate, MODEL_LABEL, 3) !== null
              : INTRODUCED.test(candidate.before.slice(-70)))));
      return told ? null : 'two plain words';
    },
  },
  {
    weight: -4,
    says: (candidate) => (candidate.whole ? quoted('is called', labelMatching(candidate, FOREIGN_LABEL, 1)) : null),
  },
  {
    weight: -4,
    says: (candidate) =>
      candidate.load === null && labelMatching(candidate, IMAGE_HOLDER, 1) !== null
        ? quoted('is called', candidate.labels.slice(0, 2).find((label) => IMAGE_LABEL.test(snake(label))) ?? null)
        : null,
  },
  {
    weight: -6,
    says: ({ callee, load }) =>
      load === null && callee !== null && IMPORT_CALL.test(callee) ? `is given to ${callee}` : null,
  },
  {
    weight: -3,
    says: ({ callee, load, place }) =>
      load === null && callee !== null && place !== 'default' && FILE_CALL.test(callee)
        ? `is given to ${callee}`
        : null,
  },
  {
    weight: -4,
    says: ({ callee, load, labels, target }) =>
      load === null && target.form === 'id' && callee !== null && labels.length === 0 && FOREIGN_COMMAND.test(callee)
        ? `is given to ${callee}`
        : null,
  },
  {
    weight: -8,
    says: ({ callee }) =>
      callee !== null && GITHUB_CALL.test(callee) ? `is given to ${callee}: a GitHub repository` : null,
  },
  {
    weight: -5,
    says: ({ target, before, load, whole }) =>
      load === null &&
      target.form === 'id' &&
      CODE_HOST.test((whole ? before.slice(before.lastIndexOf('\n') + 1) : before).slice(-40))
        ? 'the words before it speak of another host'
        : null,
  },
  {
    weight: -4,
    says: ({ target, load }, { elsewhere }) =>
      load === null &&
      target.form === 'id' &&
      (MODEL_TERM.test(target.namespace ?? '') || MODEL_SIZE.test(target.namespace ?? '')) &&
      !isKnownNamespace(target.namespace) &&
      elsewhere(target) === null
        ? 'two terms of the trade'
        : null,
  },
  {
    weight: -3,
    says: ({ target, load }, { elsewhere }) =>
      load === null &&
      target.form !== 'url' &&
      target.namespace !== null &&
      (MODEL_TERM.test(target.name) || target.namespace.includes('.')) &&
      !isKnownNamespace(target.namespace) &&
      elsewhere(target) === null
        ? 'a part of it is a format, or a host'
        : null,
  },
  {
    weight: -2,
    says: (candidate) =>
      candidate.load === null && !isKnownNamespace(candidate.target.namespace)
        ? quoted('is called', labelMatching(candidate, FOLDER_LABEL, 1))
        : null,
  },
  {
    weight: -1.5,
    says: ({ target, load, after }) =>
      load === null && target.form === 'id' && after.startsWith('/') ? 'ends in a slash, as folders do' : null,
  },
  {
    weight: -5,
    says: ({ load, tag, callee }) =>
      load === null && (IMAGE_TAG.test(tag ?? '') || IMAGE_CALL.test(callee ?? '')) ? 'is the name of an image' : null,
  },
  {
    weight: -6,
    says: ({ target, after, load }) =>
      load === null && target.form === 'id' && LINK_ELSEWHERE.test(after)
        ? 'is the text of a link to another host'
        : null,
  },
  {
    weight: -5,
    says: ({ target, after, load }) =>
      load === null && target.form === 'id' && LINK_TO_OWNER.test(after) ? 'is the text of a link to an owner' : null,
  },
  {
    weight: -4,
    says: ({ target, load }, { onGitHub, elsewhere }) =>
      load === null && target.form === 'id' && elsewhere(target) === null && onGitHub(target)
        ? 'GitHub has a repository of this name, linked here'
        : null,
  },
  {
    weight: -5,
    says: ({ target, load, place, labels }, { onGitHub, elsewhere }) =>
      load === null &&
      target.form === 'id' &&
      elsewhere(target) !== null &&
      onGitHub(target) &&
      !MODEL_NAME.test(target.name) &&
      (labels.length === 0 || place === 'output' || place === 'config')
        ? 'GitHub has a repository of this name, linked here'
        : null,
  },
  {
    weight: -1.5,
    says: ({ target, whole, before, after, place }, { elsewhere, listed }) =>
      !whole &&
      !listed &&
      target.form === 'id' &&
      elsewhere(target) === null &&
      !isKnownNamespace(target.namespace) &&
      !QUOTED(before, after) &&
      !(MODEL_NAME.test(target.name) && ALONE_BEFORE.test(before) && ALONE_AFTER.test(after)) &&
      (place === 'docstring' || place === 'comment' || place === 'prose' || place === 'output')
        ? 'stands in running text, unquoted'
        : null,
  },
  {
    weight: -3,
    says: ({ target, load, place }, { routes, elsewhere }) =>
      routes &&
      load === null &&
      target.form === 'id' &&
      elsewhere(target) === null &&
      (place === 'constant' || place === 'config')
        ? 'stands among the routes of a service'
        : null,
  },
  {
    weight: -9,
    says: ({ target, load }, { service }) =>
      service && load === null && (target.form === 'id' || target.form === 'path')
        ? 'is a name of the service that the file is for'
        : null,
  },
  {
    weight: -4,
    says: (candidate, { onDisk, elsewhere }) => {
      const { target, load } = candidate;
      if (load !== null || target.form !== 'id' || isKnownNamespace(target.namespace)) return null;
      const told = elsewhere(target) !== null || labelMatching(candidate, ID_LABEL, 1) !== null;
      return !told && onDisk(target) ? 'a file of this name stands here' : null;
    },
  },
  {
    weight: 3,
    says: ({ target, load }, { listed, elsewhere }) =>
      listed && load === null && target.form === 'id' && elsewhere(target) === null
        ? 'stands in a list with others'
        : null,
  },
  { weight: -2, says: ({ open }) => (open ? 'goes on in a part that is not literal' : null) },
  {
    weight: -2,
    says: ({ target, load }) =>
      target.form === 'path' && load === null && !hasWeights(target.file ?? '') ? 'has more segments than an id' : null,
  },
];

function quoted(what: string, label: string | null): string | null {
  return label === null ? null : `${what} ${label}`;
}

function reaches(load: Load): string {
  const through = load.through.length === 0 ? '' : ` through ${load.through.join(', ')}`;
  return `reaches ${load.loader}${through}`;
}

/** Whether what leads to a literal says that it is an id. */
export function isCalledAnId(candidate: Candidate): boolean {
  return candidate.whole && labelMatching(candidate, ID_LABEL, 1) !== null;
}

/** Which other hub a candidate is loaded from, or is called for. */
export function anotherHub(candidate: Candidate): string | null {
  const { load, target } = candidate;
  if (load !== null) return load.elsewhere;
  return target.form === 'id' ? quoted('of another hub:', labelMatching(candidate, OTHER_HUB, 4)) : null;
}
