/**
 * The calls that load from the Hub, as data: which argument is the id, which the revision, what kind of repository, whether code
 * that comes with it runs. Read from the libraries' own signatures and documentation.
 */

import type { RepoKind, Revision } from '../model.ts';
import { NATIVE_ROWS } from './loaders-native.ts';

/** An argument by position (0-based; null when it is never positional) and by the names it goes under. */
export interface Parameter {
  readonly at: number | null;
  readonly names: readonly string[];
}

export interface Loader {
  /** The end of the callee's dotted path. A capital `X` for a segment stands for any class. */
  readonly call: string;
  /** The packages it comes from; the first names it in reports. */
  readonly from: readonly string[];
  /** True where the name alone tells: it counts even if nothing shows where it was imported from. */
  readonly distinctive: boolean;
  /** Languages in which the name alone tells, though it would not in others. */
  readonly tellingIn?: readonly string[];
  /** The names of its positional parameters, for a language in which arguments have none. */
  readonly positions?: readonly string[];
  readonly id: readonly Parameter[];
  /** `by` reads the kind from the argument of that name (`repo_type`). */
  readonly kind: RepoKind | { readonly by: readonly string[]; readonly otherwise: RepoKind };
  readonly revision: readonly string[];
  readonly codeRevision: readonly string[];
  /** The argument that turns on the repository's code; `always` where loading is running. */
  readonly code: readonly string[] | 'always';
  readonly file: Parameter | null;
  /** What a string without a slash means here. */
  readonly bare: 'legacy' | 'sentence-transformers' | 'alias';
  /** The hub that it loads from, where that is another one. */
  readonly hub?: string;
  /** True where a plain `ns/name` is not the Hub's, only one with a marker (`hf-hub:`) or with its kind beside it. */
  readonly marked: boolean;
  /** Writes to the Hub instead of reading: not a dependency. */
  readonly writes: boolean;
  /** What stands behind a project's own function that loads. */
  readonly wraps?: Wrapped;
}

/** The loader that a function passes its parameter on to, and what it settles itself. */
export interface Wrapped {
  /** The loader as reports name it. */
  readonly loader: string;
  readonly through: readonly string[];
  /** The revision that is loaded where the caller gives none. */
  readonly revision: Revision;
  readonly remoteCode: boolean;
}

/** A row of the table: what differs from the usual. */
export interface Row extends Partial<Omit<Loader, 'call' | 'from' | 'id' | 'file'>> {
  readonly id?: readonly (number | string)[] | readonly (readonly (number | string)[])[];
  readonly file?: readonly (number | string)[];
}

const HUB_KIND = { by: ['repo_type', 'repoType', 'type'], otherwise: 'model' } as const;
const MODEL_NAMES = [
  'pretrained_model_name_or_path',
  'model_name_or_path',
  'model_id',
  'repo_id',
  'model_name',
  'model',
];

function parameter(words: readonly (number | string)[]): Parameter {
  const at = words.find((word) => typeof word === 'number');
  return { at: at ?? null, names: words.filter((word) => typeof word === 'string') };
}

function isNested(id: NonNullable<Row['id']>): id is readonly (readonly (number | string)[])[] {
  return Array.isArray(id[0]);
}

export function rows(from: string, calls: string, row: Row = {}): Loader[] {
  const { id = [0, ...MODEL_NAMES], file, ...rest } = row;
  return calls.split(/\s+/).map((call) => ({
    call,
    from: from.split(/\s+/),
    distinctive: true,
    kind: 'model',
    revision: ['revision'],
    codeRevision: [],
    code: ['trust_remote_code'],
    bare: 'legacy',
    marked: false,
    writes: false,
    ...rest,
    id: (isNested(id) ? id : [id]).map(parameter),
    file: file === undefined ? null : parameter(file),
  }));
}

/** A function of the audited project that loads from the Hub, as its configuration declares it. */
export interface OwnLoader {
  /** Its qualified name. */
  readonly name: string;
  readonly kind: RepoKind;
  /** The argument that takes the id: a name, or a position. */
  readonly id: string | number;
  /** The argument that takes the revision. */
  readonly revision?: string | undefined;
}

export function ownLoader({ name, kind, id, revision }: OwnLoader): Loader {
  const dot = name.lastIndexOf('.');
  const [loader] = rows(dot < 0 ? name : name.slice(0, dot), name.slice(dot + 1), {
    id: [id],
    kind,
    revision: revision === undefined ? ['revision'] : [revision],
  });
  if (loader === undefined) throw new Error(`no loader for ${name}`);
  return loader;
}

const TRANSFORMERS_JS = 'transformers @huggingface/transformers @xenova/transformers';

/** The first row that fits decides. */
export const LOADERS: readonly Loader[] = [
  // huggingface_hub and the clients of the Hub itself.
  ...rows(
    'huggingface_hub',
    'hf_hub_download cached_download hf_hub_url try_to_load_from_cache hf_hub_download_async get_hf_file_metadata',
    {
      id: [0, 'repo_id'],
      file: [1, 'filename'],
      kind: HUB_KIND,
      code: [],
    },
  ),
  ...rows(
    'huggingface_hub',
    'snapshot_download list_repo_files list_repo_tree list_repo_refs list_repo_commits repo_info repo_exists',
    {
      id: [0, 'repo_id'],
      kind: HUB_KIND,
      code: [],
    },
  ),
  ...rows('huggingface_hub', 'file_exists revision_exists get_paths_info', {
    id: [0, 'repo_id'],
    kind: HUB_KIND,
    code: [],
  }),
  ...rows('huggingface_hub', 'model_info ModelCard.load get_safetensors_metadata', {
    id: [0, 'repo_id', 'repo_id_or_path'],
    code: [],
  }),
  ...rows('huggingface_hub', 'dataset_info DatasetCard.load', {
    id: [0, 'repo_id', 'repo_id_or_path'],
    kind: 'dataset',
    code: [],
  }),
  ...rows('huggingface_hub', 'space_info get_space_runtime duplicate_space SpaceCard.load', {
    id: [0, 'repo_id', 'from_id'],
    kind: 'space',
    code: [],
  }),
  ...rows('huggingface_hub', 'kernel_info', { id: [0, 'repo_id'], kind: 'kernel', code: [] }),
  ...rows('huggingface_hub', 'InferenceClient AsyncInferenceClient', { id: [0, 'model'], revision: [], code: [] }),
  ...rows('huggingface_hub', 'InferenceApi', { id: [0, 'repo_id'], revision: [], code: [] }),
  ...rows(
    'huggingface_hub',
    'X.text_generation X.chat_completion X.feature_extraction X.text_to_image X.automatic_speech_recognition X.text_to_speech X.summarization X.image_to_text',
    {
      id: ['model'],
      revision: [],
      code: [],
      distinctive: false,
    },
  ),
  ...rows('huggingface_hub', 'create_inference_endpoint', { id: ['repository'], code: [] }),
  ...rows('huggingface_hub', 'Volume', {
    id: ['source'],
    kind: { by: ['type'], otherwise: 'model' },
    code: [],
    distinctive: false,
  }),
  ...rows(
    'huggingface_hub',
    'HfFileSystem.ls HfFileSystem.open HfFileSystem.glob HfFileSystem.find HfFileSystem.walk HfFileSystem.info HfFileSystem.exists HfFileSystem.isfile HfFileSystem.isdir HfFileSystem.cat HfFileSystem.cat_file HfFileSystem.read_text HfFileSystem.read_bytes HfFileSystem.get HfFileSystem.get_file HfFileSystem.download HfFileSystem.url HfFileSystem.du HfFileSystem.resolve_path',
    {
      id: [0, 'path', 'rpath'],
      code: [],
      distinctive: false,
    },
  ),
  ...rows('huggingface_hub', 'from_pretrained_keras from_pretrained_fastai load_from_hub push_from_hub', {
    id: [0, 'repo_id'],
    file: [1, 'filename'],
  }),
  ...rows(
    'huggingface_hub',
    'push_to_hub create_repo upload_file upload_folder upload_large_folder delete_repo create_commit create_branch create_tag push_to_hub_keras push_to_hub_fastai X.push_to_hub pushToHub createRepo uploadFile uploadFiles deleteRepo',
    {
      id: [0, 'repo_id', 'repo', 'hub_model_id'],
      kind: HUB_KIND,
      writes: true,
    },
  ),

  // transformers: everything that has from_pretrained, and the pipelines.
  ...rows('kernels', 'get_kernel load_kernel get_local_kernel has_kernel get_locked_kernel', {
    id: [0, 'repo_id'],
    kind: 'kernel',
    code: 'always',
    revision: ['revision', 'version'],
  }),
  ...rows('kernels', 'LayerRepository FuncRepository LockedLayerRepository LockedFuncRepository', {
    id: [0, 'repo_id'],
    kind: 'kernel',
    code: 'always',
    revision: ['revision', 'version'],
  }),
  ...rows('peft', 'PeftModel.from_pretrained', {
    id: [1, 'model_id'],
  }),
  ...rows('peft', 'X.load_adapter', { id: [0, 'peft_model_id', 'model_id', 'adapter_name_or_path'] }),
  ...rows(`${TRANSFORMERS_JS} optimum`, 'pipeline', {
    id: [[1, 'model'], ['tokenizer'], ['feature_extractor'], ['config'], ['assistant_model']],
    codeRevision: ['code_revision'],
  }),
  ...rows('smolagents transformers', 'Tool.from_hub Tool.from_space', {
    id: [0, 'repo_id', 'space_id'],
    kind: 'space',
  }),
  ...rows('smolagents transformers', 'load_tool', {
    id: [0, 'repo_id', 'task_or_repo_id'],
    kind: 'space',
    distinctive: false,
  }),
  ...rows(`${TRANSFORMERS_JS} diffusers`, 'from_pretrained from_single_file from_pipe', {
    id: [
      [0, ...MODEL_NAMES, 'pretrained_model_link_or_path', 'model_id_or_path'],
      ['custom_pipeline'],
      ['tokenizer_name'],
      ['subfolder_repo'],
    ],
    codeRevision: ['code_revision', 'custom_revision'],
  }),
  ...rows('setfit span_marker model2vec', 'from_model2vec from_distillation', {
    id: [0, 'model_id_or_path', 'model_name', ...MODEL_NAMES],
  }),
  ...rows('diffusers', 'X.load_lora_weights X.load_lora_into_unet X.load_attn_procs lora_state_dict', {
    id: [0, 'pretrained_model_name_or_path_or_dict'],
    file: ['weight_name'],
  }),
  ...rows('diffusers', 'X.load_ip_adapter X.load_textual_inversion X.load_t2i_adapter', {
    id: [0, 'pretrained_model_name_or_path', 'pretrained_model_name_or_path_or_dict', 'repo_id'],
    file: ['weight_name'],
  }),
  ...rows('diffusers', 'X.load_config X.get_config_dict X.get_tokenizer_dict', { id: [0, ...MODEL_NAMES] }),
  ...rows('keras keras_hub keras_nlp', 'X.from_preset', { id: [0, 'preset'], marked: true }),
  ...rows('keras keras.saving tensorflow', 'load_model', { id: [0, 'filepath'], marked: true, distinctive: false }),

  // datasets and evaluation.
  ...rows(
    'datasets',
    'load_dataset load_dataset_builder get_dataset_config_names get_dataset_split_names get_dataset_infos get_dataset_config_info inspect_dataset load_from_disk_or_hub',
    {
      id: [0, 'path', 'dataset_name', 'dataset'],
      kind: 'dataset',
      file: ['data_files'],
    },
  ),
  ...rows('datasets', 'MsDataset.load', { id: [], kind: 'dataset' }),
  ...rows('evaluate', 'evaluate.load evaluate.load_metric load_metric', {
    id: [0, 'path'],
    kind: 'space',
    code: 'always',
    bare: 'alias',
  }),
  ...rows('mteb', 'mteb.get_model get_model_meta', { id: [0, 'model_name'] }),

  // Embeddings.
  ...rows('sentence_transformers', 'SentenceTransformer', {
    id: [0, 'model_name_or_path', 'modules'],
    bare: 'sentence-transformers',
  }),
  ...rows('sentence_transformers', 'CrossEncoder SparseEncoder', { id: [0, 'model_name', 'model_name_or_path'] }),
  ...rows('sentence_transformers', 'models.Transformer models.CLIPModel', {
    id: [0, 'model_name_or_path', 'model_name'],
  }),
  ...rows(
    'fastembed',
    'TextEmbedding SparseTextEmbedding ImageEmbedding LateInteractionTextEmbedding TextCrossEncoder',
    { id: [0, 'model_name'], revision: [] },
  ),
  ...rows(
    'FlagEmbedding',
    'FlagModel BGEM3FlagModel FlagReranker FlagLLMReranker FlagAutoModel.from_finetuned FlagAutoReranker.from_finetuned LayerWiseFlagLLMReranker',
    { id: [0, 'model_name_or_path'] },
  ),
  ...rows('model2vec', 'StaticModel.from_pretrained', { id: [0, 'path'] }),
  ...rows('InstructorEmbedding', 'INSTRUCTOR', { id: [0] }),
  ...rows('ragatouille', 'RAGPretrainedModel.from_pretrained', { id: [0, 'pretrained_model_name_or_path'] }),
  ...rows('gliner', 'GLiNER.from_pretrained', { id: [0] }),
  ...rows('flair', 'SequenceTagger.load TextClassifier.load TransformerWordEmbeddings TransformerDocumentEmbeddings', {
    id: [0, 'model', 'model_path'],
    bare: 'alias',
  }),
  ...rows('keybert bertopic', 'KeyBERT', { id: [0, 'model'], bare: 'sentence-transformers', revision: [] }),

  // Vision.
  ...rows('timm', 'timm.create_model create_model', { id: [0, 'model_name'], marked: true, bare: 'alias' }),
  ...rows('open_clip', 'create_model_and_transforms create_model_from_pretrained get_tokenizer', {
    id: [0, 'model_name'],
    marked: true,
    bare: 'alias',
  }),
  ...rows('ultralytics', 'YOLO', { id: [0, 'model'], marked: true, bare: 'alias', distinctive: false }),

  // Inference engines.
  ...rows('vllm', 'LLM EngineArgs AsyncEngineArgs', {
    id: [[0, 'model'], ['tokenizer'], ['speculative_model']],
    codeRevision: ['code_revision'],
    distinctive: false,
  }),
  ...rows('sglang', 'sgl.Engine sglang.Engine Runtime', {
    id: [['model_path', 0], ['tokenizer_path']],
    distinctive: false,
  }),
  ...rows('llama_cpp', 'Llama.from_pretrained', { id: [0, 'repo_id'], file: [1, 'filename'] }),
  ...rows('ctransformers', 'AutoModelForCausalLM.from_pretrained', {
    id: [0, 'model_path_or_repo_id'],
    file: ['model_file'],
  }),
  ...rows('mlx_lm mlx_vlm mlx_whisper mlx_embeddings', 'mlx_lm.load mlx_vlm.load load load_model', {
    id: [0, 'path_or_hf_repo', 'model_path'],
    distinctive: false,
  }),
  ...rows('mlx_whisper lightning_whisper_mlx', 'mlx_whisper.transcribe', { id: ['path_or_hf_repo'] }),
  ...rows('faster_whisper', 'WhisperModel BatchedInferencePipeline', { id: [0, 'model_size_or_path'], bare: 'alias' }),
  ...rows('ctranslate2', 'TransformersConverter', { id: [0, 'model_name_or_path'] }),
  ...rows('onnxruntime_genai optimum', 'ORTModel.from_pretrained', {}),
  ...rows('exllamav2 auto_gptq awq', 'from_quantized', { id: [0, ...MODEL_NAMES] }),
  ...rows(
    'torchtune outlines guidance',
    'models.transformers models.vllm models.mlxlm models.Transformers models.LlamaCpp',
    { id: [0, 'model_name', 'model'], distinctive: false },
  ),
  ...rows('pyannote.audio', 'Pipeline.from_pretrained Model.from_pretrained', {
    id: [0, 'checkpoint_path', 'checkpoint'],
  }),
  ...rows('speechbrain', 'from_hparams foreign_class', { id: ['source', 0], file: ['pymodule_file'] }),
  ...rows('nemo', 'from_pretrained', { id: [0, 'model_name'] }),
  ...rows('tokenizers', 'Tokenizer.from_pretrained Tokenizer.fromPretrained', {
    id: [0, 'identifier'],
    distinctive: true,
  }),
  ...rows('allennlp', 'Predictor.from_path', { id: [0, 'archive_path'], marked: true }),
  ...rows('stable_baselines3 huggingface_sb3', 'load_from_hub', { id: [0, 'repo_id'], file: ['filename'] }),

  // Frameworks.
  ...rows(
    'langchain_huggingface langchain_community langchain llama_index haystack',
    'HuggingFaceEmbeddings HuggingFaceBgeEmbeddings HuggingFaceInstructEmbeddings HuggingFaceEmbedding HuggingFaceInferenceAPIEmbeddings OptimumEmbedding FastEmbedEmbeddings FastEmbedEmbedding HuggingFaceEndpointEmbeddings HuggingFaceHubEmbeddings',
    {
      id: ['model_name', 'model', 0, 'repo_id'],
      bare: 'sentence-transformers',
    },
  ),
  ...rows(
    'langchain_huggingface langchain_community langchain',
    'HuggingFacePipeline.from_model_id HuggingFaceEndpoint HuggingFaceHub HuggingFaceTextGenInference ChatHuggingFace HuggingFaceCrossEncoder',
    {
      id: [['model_id', 'repo_id', 'model_name', 'model', 'endpoint_url']],
    },
  ),
  ...rows('llama_index', 'HuggingFaceLLM HuggingFaceInferenceAPI SentenceTransformerRerank FlagEmbeddingReranker', {
    id: [['model_name', 'model', 0], ['tokenizer_name']],
  }),
  ...rows(
    'haystack',
    'SentenceTransformersTextEmbedder SentenceTransformersDocumentEmbedder SentenceTransformersSimilarityRanker SentenceTransformersDiversityRanker TransformersSimilarityRanker HuggingFaceLocalGenerator HuggingFaceLocalChatGenerator TransformersTextRouter TransformersZeroShotTextRouter TransformersZeroShotDocumentClassifier ExtractiveReader NamedEntityExtractor FastembedTextEmbedder FastembedDocumentEmbedder FastembedRanker FARMReader TransformersReader EmbeddingRetriever',
    {
      id: ['model', 'model_name_or_path', 'embedding_model', 0],
      bare: 'sentence-transformers',
    },
  ),
  ...rows(
    'haystack',
    'HuggingFaceAPIGenerator HuggingFaceAPIChatGenerator HuggingFaceAPITextEmbedder HuggingFaceAPIDocumentEmbedder',
    { id: [['model']], revision: [] },
  ),
  ...rows('chromadb', 'SentenceTransformerEmbeddingFunction HuggingFaceEmbeddingFunction', {
    id: ['model_name', 0],
    bare: 'sentence-transformers',
  }),
  ...rows('unsloth', 'FastLanguageModel.from_pretrained FastModel.from_pretrained FastVisionModel.from_pretrained', {
    id: ['model_name', 0],
  }),
  ...rows('smolagents', 'TransformersModel InferenceClientModel HfApiModel VLLMModel MLXModel', {
    id: ['model_id', 0],
  }),
  ...rows('autogen dspy', 'HFModel HFClientVLLM', { id: ['model', 0] }),
  ...rows('txtai', 'Embeddings.load', { id: ['container'], distinctive: false }),
  ...rows('txtai', 'Embeddings', { id: [['path'], [0]], distinctive: false, bare: 'sentence-transformers' }),
  ...rows(
    'txtai',
    'LLM HFOnnx HFTrainer Labels Summary Textractor Transcription Translation Similarity Extractor RAG Entity Caption Objects ImageHash TextToSpeech TextToAudio Reranker Questions Sequences',
    {
      id: [['path', 0]],
      distinctive: false,
    },
  ),

  // Gradio and Spaces.
  ...rows('gradio', 'gr.load gradio.load gr.Interface.load gradio.Interface.load gr.Blocks.load Interface.load', {
    id: [0, 'name'],
    marked: true,
    kind: { by: ['src'], otherwise: 'model' },
  }),
  ...rows('gradio_client', 'Client Client.connect Client.duplicate client client.duplicate', {
    id: [0, 'src', 'from_id'],
    kind: 'space',
    code: [],
    distinctive: false,
  }),

  // Other hubs, under the same names.
  ...rows(
    'modelscope',
    'X.from_pretrained snapshot_download dataset_snapshot_download model_file_download dataset_file_download MsDataset.load pipeline Model.from_pretrained get_model_info',
    {
      id: [0, 'model_id', 'dataset_id', 'dataset_name', 'model', ...MODEL_NAMES],
      distinctive: false,
      hub: 'ModelScope',
    },
  ),

  // JavaScript: @huggingface/hub and @huggingface/inference take one object of options.
  ...rows(
    '@huggingface/hub',
    'downloadFile listFiles fileDownloadInfo modelInfo datasetInfo spaceInfo fileExists pathsInfo snapshotDownload downloadFileToCacheDir parseSafetensorsMetadata repoExists checkRepoAccess listCommits',
    {
      id: ['repo', 'name'],
      kind: HUB_KIND,
      file: ['path'],
      code: [],
    },
  ),
  ...rows(
    '@huggingface/inference',
    'HfInference InferenceClient textGeneration chatCompletion chatCompletionStream textGenerationStream featureExtraction textToImage automaticSpeechRecognition textToSpeech summarization translation questionAnswering imageClassification objectDetection imageToText fillMask tokenClassification textClassification zeroShotClassification sentenceSimilarity textToVideo imageToImage visualQuestionAnswering audioClassification documentQuestionAnswering',
    {
      id: ['model'],
      revision: [],
      code: [],
    },
  ),
  ...rows(
    '@browser-ai/transformers-js @built-in-ai/transformers-js',
    'transformersJS transformersJS.textEmbeddingModel',
    {
      id: [0],
      code: [],
    },
  ),
  ...rows('@mlc-ai/web-llm', 'CreateMLCEngine CreateWebWorkerMLCEngine CreateServiceWorkerMLCEngine', {
    id: [0],
    marked: true,
    bare: 'alias',
  }),
  ...rows('node-llama-cpp', 'resolveModelFile createModelDownloader', { id: [0, 'modelUri'], marked: true }),

  // The other languages.
  ...NATIVE_ROWS.flatMap(([from, calls, row]) => rows(from, calls, row)),
];
