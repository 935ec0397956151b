/** What a string of the shape `a/b` is when it is not a reference. Each reason is told by `refs --explain`. */

import { hasModelFile, type Target } from './ids.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const MEDIA = list('application text image audio video multipart font message chemical model/gltf-binary');
const MEDIA_NAMES =
  /^(?:x-|vnd\.|plain$|html$|css$|csv$|xml$|javascript$|markdown$|json|ld\+json|octet-stream|pdf$|zip$|gzip$|tar$|form-data|mixed$|png$|jpe?g$|gif$|webp$|svg|bmp$|tiff$|ico|avif$|heic$|wav|mpeg|mp[34]|ogg|opus|flac|aac|webm|pcm|l16|event-stream|calendar|richtext|rtf|woff2?$|ttf$|otf$|msword|ecmascript|wasm|yaml|toml|graphql|sql|x$|quicktime|avi|3gpp|basic|midi|h26[45]|rfc822|partial|http|problem|json-seq|jsonl|ndjson|parquet|cbor|msgpack|protobuf|grpc|java-archive|epub|postscript|atom|rss|soap|xhtml|ttml|vtt|turtle|n-triples|sarif|spdx|cyclonedx|\*)/i;
const ZONES = list(
  'Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific Etc US Canada Brazil Chile Mexico',
);

/** Owners that stand for whatever the reader puts there. */
const STAND_INS =
  /^(?:your[-_]?.*|my[-_]?.*|(?:the|some|any|a|an)[-_].*|user(?:[-_]?name|[-_]?id|s)?|owner|org(?:s|[-_]?name|[-_]?id|anization|anisation)?|name-?space|repo|author|company|acme|test(?:s|ing)?|foo|bar|baz|qux|example(?:s|[-_].*)?|fake|dummy|mock|sample|placeholder|hf[-_]?user(?:name)?|hf[-_]?org|xxx+|yyy+|abc|me|someone|somebody|nobody|alice|bob|john|jane|jdoe|johndoe|account|model[-_]?(?:owner|author|org|provider)|provider|vendor|publisher|creator|namespace|group|team|path|dir|folder|null|none|undefined|invalid|non[-_]?existent|does[-_]?not[-_]?exist)$/i;
const STAND_IN_NAMES =
  /^(?:your[-_].*|my[-_].*|(?:the|some|any)[-_](?:model|dataset|repo|space).*|(?:model|dataset|repo|repository|space|kernel|checkpoint)(?:[-_]?(?:name|id|path|repo))?|name|repo[-_]?name|foo|bar|baz|xxx+|yyy+|zzz+|placeholder|non[-_]?existent.*|does[-_]?not[-_]?exist|fake[-_].*|dummy[-_].*|test)$/i;

/** First segments of routes: services that put their own name before a model's, and own nothing on the Hub under it. */
const SERVICES = list(
  'anthropic azure azure_ai azure_openai bedrock bedrock_converse vertex vertex_ai vertex_ai_beta gemini palm palm2 groq ollama ollama_chat openrouter together_ai togethercomputer_ai ' +
    'fireworks_ai perplexity replicate anyscale xai x-ai grok moonshot z-ai dashscope mistral_ai mistral codestral cohere_chat sagemaker sagemaker_chat github_copilot copilot lm_studio hosted_vllm openai_like ' +
    'litellm litellm_proxy text-completion-openai custom_openai volcengine lambda_ai featherless_ai cerebras_api nlp_cloud aleph_alpha jina_ai elevenlabs snowflake_api opencode aws_bedrock openai-compatible google_ai google-vertex google_genai vercel',
);
/** The same, of those that also stand on the Hub: a loader decides. */
const ROUTES = list(
  'together fireworks deepinfra voyage zai cohere ai21 databricks watsonx cloudflare github lmstudio vllm novita hyperbolic sambanova nebius nscale friendliai galadriel aiml triton petals predibase infinity clarifai deepgram assemblyai inception heroku oci venice chutes aws',
);
/** Names that a service routes under an owner that also stands on the Hub. */
const ROUTED: Readonly<Record<string, RegExp>> = {
  openai:
    /^(?:gpt-(?:3|4|5)|gpt-4o|chatgpt|o[1345](?:$|-)|text-(?:embedding|davinci|moderation)|dall-e|tts-|davinci|babbage|omni-|computer-use|codex|gpt-image|gpt-audio|gpt-realtime|gpt-oss$|sora|whisper-1$)/i,
  google: /^(?:gemini|palm|text-bison|chat-bison|veo|imagen|lyria|nano-banana)/i,
  deepseek: /./,
  cohere: /./,
  qwen: /^qwen-(?:max|plus|turbo|long|vl-max|vl-plus)|^qwen3-(?:max|coder-plus)/i,
  'meta-llama': /:free$/,
  mistralai: /^mistral-(?:large|medium|small|tiny)(?:-latest)?$|latest$/i,
  amazon: /^(?:nova|titan)/i,
  microsoft: /^(?:mai-|copilot)/i,
  nvidia: /^nim\b/i,
};

/** Pairs of everyday words that a slash joins. */
const PAIR = /^[a-z]+s?$/i;

const SOURCE_FILE =
  /\.(?:py|pyi|ipynb|js|jsx|mjs|cjs|ts|tsx|mts|vue|svelte|css|scss|less|html?|md|mdx|rst|txt|sh|bash|ps1|bat|toml|ini|cfg|conf|lock|rs|go|java|kt|c|cc|cpp|cxx|h|hpp|cu|cs|swift|rb|php|scala|r|jl|dart|lua|sql|proto|tf|tpl|svg|png|jpe?g|gif|webp|ico|bmp|mp[34]|wav|flac|ogg|webm|mov|avi|pdf|docx?|xlsx?|pptx?|log|env|map|wasm|so|dll|dylib|exe|tar|gz|tgz|xml|xsd|plist|gradle|properties|snap|patch|diff|ya?ml|json5?|jsonl|csv|tsv|parquet|npy|npz|pkl|pth?|ckpt|bin|h5|onnx|tflite|gguf|safetensors|zip|whl|git|jinja2?|j2)$/i;

/** Why a target cannot be a reference wherever it stands, or null. `loaded` is true where it reaches a loader. */
export function otherThanReference(target: Target, loaded: boolean): string | null {
  const namespace = target.namespace ?? '';
  const { name } = target;
  const lower = namespace.toLowerCase();
  if (target.namespace !== null) {
    if (MEDIA.has(lower) && (MEDIA_NAMES.test(name) || target.file !== null)) return 'a media type';
    if (ZONES.has(namespace) && /^[A-Z]/.test(name) && !loaded) return 'a time zone';
    if (/^[\d.,]+%?$/.test(namespace) || (/^\d+[a-z]{0,3}$/i.test(namespace) && /^\d*[a-z]{0,3}$/i.test(name)))
      return 'a number';
    if (/^v?\d+(?:\.\d+)*$/.test(name)) return 'a version';
    if (STAND_INS.test(namespace) || STAND_IN_NAMES.test(name)) return 'a placeholder';
  }
  if (target.form === 'url' || target.form === 'uri' || target.form === 'prefixed' || target.form === 'cache')
    return null;
  if (target.namespace !== null) {
    if (SERVICES.has(lower) || (!loaded && ROUTES.has(lower))) return `a route of a service (${namespace}/...)`;
    if (ROUTED[lower]?.test(name) === true) return 'a route of a service, not a repository';
    if (!loaded && SOURCE_FILE.test(name)) return 'a file';
    if (!loaded && target.file !== null && !hasModelFile(target.file)) return 'a path';
  }
  return null;
}

/** Whether both parts are plain words, as in `and/or`: prose, unless something strong says otherwise. */
export function isWordPair(target: Target): boolean {
  return target.namespace !== null && PAIR.test(target.namespace) && PAIR.test(target.name);
}
