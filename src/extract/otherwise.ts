/** What a string of the shape `a/b` is when it is not a reference. Each reason is told by `refs --explain`. */

import { hasModelFile, type Target } from './ids.ts';
import { MODEL_NAME } from './names.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const MEDIA = list('application text image audio video multipart font message chemical model/gltf-binary');
const MEDIA_NAMES =
  /^(?:x-|vnd\.|plain$|html$|css$|csv$|xml$|javascript$|markdown$|json|ld\+json|octet-stream|pdf$|zip$|gzip$|tar$|form-data|mixed$|png$|jpe?g$|gif$|webp$|svg|bmp$|tiff$|ico|avif$|heic$|wav|mpeg|mp[34]|ogg|opus|flac|aac|webm|pcm|l16|event-stream|calendar|richtext|rtf|woff2?$|ttf$|otf$|msword|ecmascript|wasm|yaml|toml|graphql|sql|x$|quicktime|avi|3gpp|basic|midi|h26[45]|rfc822|partial|http|problem|json-seq|jsonl|ndjson|parquet|cbor|msgpack|protobuf|grpc|java-archive|epub|postscript|atom|rss|soap|xhtml|ttml|vtt|turtle|n-triples|sarif|spdx|cyclonedx|\*)/i;
const ZONES = list(
  'Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific Etc US Canada Brazil Chile Mexico',
);

/** Owners that stand for whatever the reader puts there. */
const STAND_INS =
  /^(?:your(?:[-_]?\w+)*|my(?:[-_][\w-]*|org\w*|user\w*|name\w*|company|team|account|namespace|repo\w*|hf\w*|group|project|lab)?|(?:author|user|org|owner|team|group|account|test)[-_]?\d+|(?:the|some|any|an?)[-_](?:org\w*|user\w*|name\w*|company|team|account|namespace|repo\w*|model|author|owner|group|other)|other[-_]?(?:org\w*|user\w*)|user(?:[-_]?name|[-_]?id|s)?|owner|org(?:s|[-_]?name|[-_]?id|anization|anisation)?|name-?space|repo|author|company|acme|test(?:s|ing)?|test[-_](?:org|user|repo|owner|namespace|registry|team|account)\w*|foo|bar|baz|qux|example(?:s|[-_].*)?|fake|dummy|mock|sample|placeholder|hf[-_]?user(?:name)?|hf[-_]?org|xxx+|yyy+|abc|me|someone|somebody|nobody|alice|bob|john|jane|jdoe|johndoe|account|model[-_]?(?:owner|author|org|provider)|provider|vendor|publisher|creator|group|team|path|dir|folder|null|none|undefined|invalid|non[-_]?exist\w*|does[-_]?not[-_]?exist)$/i;
const STAND_IN_NAMES =
  /^(?:your[-_].*|my[-_].*|(?:the|some|any)[-_](?:model|dataset|repo|space).*|(?:model|dataset|repo|repository|space|kernel|checkpoint)(?:[-_]?(?:name|id|path|repo|\d{1,2}|[a-z]))?|name|repo[-_]?name|foo|bar|baz|xxx+|yyy+|zzz+|placeholder|non[-_]?existent.*|not[-_]a[-_].*|does[-_]?not[-_]?exist|fake[-_].*|dummy[-_].*|test)$/i;

/** First segments of routes: services that put their own name before a model's, and own nothing on the Hub under it. */
const SERVICES = list(
  'azure azure_ai azure_openai bedrock bedrock_converse vertex vertex_ai vertex_ai_beta gemini palm palm2 groq ollama ollama_chat openrouter together_ai togethercomputer_ai ' +
    'fireworks_ai perplexity replicate anyscale xai x-ai grok moonshot z-ai dashscope mistral_ai mistral codestral cohere_chat sagemaker sagemaker_chat github_copilot copilot lm_studio openai_like ' +
    'litellm litellm_proxy text-completion-openai custom_openai volcengine lambda_ai featherless_ai cerebras_api nlp_cloud aleph_alpha jina_ai elevenlabs snowflake_api opencode aws_bedrock openai-compatible google_ai google-vertex google_genai vercel',
);
/** The same, of those that also stand on the Hub: a loader decides. */
const ROUTES = list(
  'together fireworks deepinfra voyage zai cohere ai21 databricks watsonx cloudflare github lmstudio vllm novita hyperbolic sambanova nebius nscale friendliai galadriel aiml triton petals predibase infinity clarifai deepgram assemblyai inception heroku oci venice chutes aws',
);
/** Names that a service routes under an owner that also stands on the Hub. */
const ROUTED: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    openai:
      /^(?:gpt-(?:3|4|5)|gpt-4o|chatgpt|o[1345](?:$|-)|text-(?:embedding|davinci|moderation)|dall-e|tts-|davinci|babbage|omni-|computer-use|codex|gpt-image|gpt-audio|gpt-realtime|gpt-oss$|sora|whisper-1$)/i,
    google: /^(?:gemini|palm|text-bison|chat-bison|veo|imagen|lyria|nano-banana)/i,
    anthropic: /^claude/i,
    deepseek: /./,
    meta: /^(?:meta-)?llama-?\d/i,
    // Docker's own models.
    ai: /./,
    cohere: /./,
    qwen: /^qwen-(?:max|plus|turbo|long|vl-max|vl-plus)|^qwen3-(?:max|coder-plus)/i,
    'meta-llama': /:free$/,
    mistralai: /^mistral-(?:large|medium|small|tiny)(?:-latest)?$|latest$/i,
    amazon: /^(?:nova|titan)/i,
    microsoft: /^(?:mai-|copilot)/i,
    nvidia: /^nim\b/i,
  }),
);

/** Names of folders: what begins or ends with one is a path, or a page of a site. */
const FOLDERS = list(
  'src lib libs bin docs doc documentation test tests testing spec specs example examples sample samples script scripts tool tools util utils helper helpers common core config configs conf setting settings data assets static public ' +
    'images image img media css js styles fonts templates template views view pages page components component hooks store stores api apis routes route router server servers client clients app apps web www frontend backend backends services service ' +
    'models model weights checkpoints checkpoint ckpt ckpts outputs output out build dist target tmp temp cache caches logs log results result runs experiments experiment notebooks tutorials tutorial guides guide getting-started getting_started features ' +
    'advanced reference references concepts content migrations locales i18n lang vendor third_party third-party 3rdparty external packages package plugins plugin modules module extensions extension docker containers k8s kubernetes helm charts chart deploy deployment ' +
    'deployments ci workflows actions benchmarks benchmark bench eval evals evaluation training train inference pipelines internal pkg cmd include includes resources resource fixtures mocks usr etc opt var home root mnt workspace main master quick-start quickstart usage ' +
    'batches operations cachedcontents projects locations publishers corpora cv nlp tabular timeseries templates testdata ' +
    'integrations providers overview installation index changelog subdir subfolder folder dir file files path prompts voices loras embeddings textual_inversion upscalers node_modules dev prod staging runtime engines engine cuda cpu gpu any some library datasets spaces kernels unet vae text_encoder text_encoder_2 text_encoder_3 tokenizer tokenizer_2 tokenizer_3 scheduler transformer safety_checker feature_extractor image_encoder onnx openvino',
);
const FOLDER_NAMES = list(
  'models model weights checkpoints checkpoint ckpt quantized data src docs doc tests test examples scripts assets files index main master lib bin config configs outputs output results utils settings overview path paths folder dir',
);
/** A namespace that ends like a host of the net: `gopkg.in/yaml.v3`, `ghcr.io/x`. */
const HOST =
  /\.(?:com|org|net|io|in|dev|ai|co|app|de|fr|uk|cn|jp|ru|edu|gov|cloud|sh|me|tv|xyz|local|internal|localhost|svc|test|example|invalid)$/i;

/** Pairs of everyday words that a slash joins. */
const PAIR = /^[a-z]+s?$/i;

const SOURCE_FILE =
  /\.(?:py|pyi|ipynb|js|jsx|mjs|cjs|ts|tsx|mts|vue|svelte|css|scss|less|html?|md|mdx|rst|txt|sh|bash|ps1|bat|toml|ini|cfg|conf|lock|rs|go|java|kt|c|cc|cpp|cxx|h|hpp|cu|cs|swift|rb|php|scala|r|jl|dart|lua|sql|proto|tf|tpl|svg|png|jpe?g|gif|webp|ico|bmp|mp[34]|wav|flac|ogg|webm|mov|avi|pdf|docx?|xlsx?|pptx?|log|env|map|wasm|so|dll|dylib|exe|tar|gz|tgz|zst|xz|bz2|7z|xml|xsd|plist|gradle|properties|snap|patch|diff|ya?ml|json5?|jsonl|csv|tsv|parquet|npy|npz|pkl|pth?|ckpt|bin|h5|onnx|onnx_data|msgpack|tflite|gguf|safetensors|mlmodelc?|mlpackage|metal|cuh|cl|zip|whl|git|jinja2?|j2)$/i;

/** How collections are called on the Hub: a title and what tells it from others, which no repository has at its end. */
const COLLECTION = /-[0-9a-f]{24}$/;

/** `Anthropic/OpenAI-compatible`, `object/scene-based`: adjectives. */
const ADJECTIVE = /^[a-z]+-(?:compatible|style|like|based|only|aware|specific|native|friendly|related|level)$/i;

/** `E2B/E4B`, `8B/70B`: sizes beside each other. */
const MODEL_SIZES = /^[ae]?\d+(?:\.\d+)?[bmk]$/i;

/** `52.4M`, `438MB`: how much of how much. */
const SIZE = /^\d+(?:\.\d+)?[kMGT]?i?[Bb]?$/;

/** Why a target cannot be a reference wherever it stands, or null. `loaded` is true where it reaches a loader. */
export function otherThanReference(target: Target, loaded: boolean): string | null {
  const namespace = target.namespace ?? '';
  const { name } = target;
  const lower = namespace.toLowerCase();
  if (target.namespace !== null) {
    if (MEDIA.has(lower) && (MEDIA_NAMES.test(name) || target.file !== null)) return 'a media type';
    if (ZONES.has(namespace) && /^[A-Z]/.test(name) && !loaded) return 'a time zone';
    if ((SIZE.test(namespace) && SIZE.test(name)) || (MODEL_SIZES.test(namespace) && MODEL_SIZES.test(name)))
      return 'a number';
    if (COLLECTION.test(name)) return 'a collection';
    if (/^[\d.,]+%?$/.test(namespace) || (/^\d+[a-z]{0,3}$/i.test(namespace) && /^\d*[a-z]{0,3}$/i.test(name)))
      return 'a number';
    if (/^v?\d+(?:\.\d+)*$/.test(name)) return 'a version';
    if (/^v\d+(?:(?:alpha|beta)\d*)?$/.test(lower)) return 'a route of a service';
    if (STAND_INS.test(namespace) || STAND_IN_NAMES.test(name)) return 'a placeholder';
  }
  if (target.namespace === null && STAND_IN_NAMES.test(name)) return 'a placeholder';
  if (target.form === 'url' || target.form === 'uri' || target.form === 'cache') return null;
  // `models/` and its kin before two parts are folders as often as kinds.
  if (target.form === 'prefixed') {
    return !loaded && target.kind !== null && (FOLDERS.has(lower) || SOURCE_FILE.test(name)) ? 'a path' : null;
  }
  if (target.namespace !== null) {
    if (SERVICES.has(lower) || (!loaded && ROUTES.has(lower) && !MODEL_NAME.test(name)))
      return `a route of a service (${namespace}/...)`;
    if (ROUTED.get(namespace)?.test(name) === true) return 'a route of a service, not a repository';
    if (!loaded && HOST.test(namespace)) return 'an address of another host';
    // Loaders that take a file of a repository in one string take it by its name.
    if (loaded && target.form === 'path' && !/\.\w+$/.test(target.file ?? '')) return 'a path';
    if (!loaded && (FOLDERS.has(lower) || FOLDER_NAMES.has(name.toLowerCase()))) return 'a path';
    if (!loaded && SOURCE_FILE.test(name)) return 'a file';
    if (!loaded && SOURCE_FILE.test(namespace)) return 'a path';
    if (!loaded && ADJECTIVE.test(name)) return 'words of a sentence';
    if (!loaded && namespace.length === 1 && name.length === 1) return 'two letters';
    if (!loaded && target.file !== null && !hasModelFile(target.file) && (!MODEL_NAME.test(name) || isWordPair(target)))
      return 'a path';
  }
  return null;
}

/** Whether a target is a route of a service wherever it stands. */
export function isRoute({ namespace, name }: Target): boolean {
  return namespace !== null && (SERVICES.has(namespace.toLowerCase()) || ROUTED.get(namespace)?.test(name) === true);
}

/** Whether a path is named for a service that routes to models. */
export function isRoutersPath(path: string): boolean {
  return wordsOf(path).some((word) => ROUTERS.has(word));
}

/** Whether a path is named for a service whose names look like the Hub's, and are its own. */
export function isServicesPath(path: string): boolean {
  return wordsOf(path).some((word) => OWN_NAMES.has(word));
}

/** `model/ollama/OllamaChatModel.java` is of Ollama, by its folder and by its name. */
function wordsOf(path: string): string[] {
  return path
    .replace(/([a-z])([A-Z])/g, '$1/$2')
    .toLowerCase()
    .split(/[^a-z]+/);
}

const OWN_NAMES = list('ollama watsonx workersai openrouter bedrock siliconflow groq deepinfra');

const ROUTERS = list(
  'openrouter litellm groq bedrock vertex vertexai fireworks together togetherai deepinfra novita anyscale perplexity',
);

/** Whether both parts are plain words, as in `and/or`: prose, unless something strong says otherwise. */
export function isWordPair(target: Target): boolean {
  return target.namespace !== null && PAIR.test(target.namespace) && PAIR.test(target.name);
}
