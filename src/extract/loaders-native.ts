/**
 * The calls that load from the Hub in languages other than Python and JavaScript, as rows of the table in `loaders.ts`. Read from the
 * libraries' own signatures. A builder is named by the type that it builds, what is set on it by the name of the setter.
 */

import type { Row } from './loaders.ts';

const NO_CODE = { code: [] } as const;
/** Names that tell in one language, and are anybody's in the others. */
const only = (...tellingIn: readonly string[]) => ({ ...NO_CODE, distinctive: false, tellingIn }) as const;
const REPO_TYPE = { by: ['repo_type', 'repoType', 'type'], otherwise: 'model' } as const;

export const NATIVE_ROWS: readonly (readonly [from: string, calls: string, row: Row])[] = [
  // Rust: hf-hub, mistral.rs, kalosm; tokenizers' from_pretrained is in the common table.
  [
    'hf_hub',
    'Repo.with_revision',
    { ...NO_CODE, positions: ['repo_id', 'repo_type', 'revision'], id: ['repo_id'], kind: REPO_TYPE },
  ],
  ['hf_hub', 'hf_hub.Repo', { ...NO_CODE, positions: ['repo_id', 'repo_type'], id: ['repo_id', 0], kind: REPO_TYPE }],
  [
    'hf_hub',
    'Repo',
    {
      ...NO_CODE,
      positions: ['repo_id', 'repo_type'],
      id: ['repo_id', 0],
      kind: REPO_TYPE,
      distinctive: false,
    },
  ],
  // `api.model("ns/name")`, and since its first version `client.model("ns", "name")`.
  ...(['model', 'dataset', 'space', 'kernel'] as const).map(
    (kind) =>
      [
        'hf_hub',
        `Repo.${kind} api.${kind} Api.${kind} ApiBuilder.${kind} client.${kind} HFClient.${kind} HFClientSync.${kind}`,
        { ...only('rust'), positions: ['owner', 'name'], id: ['repo_id', kind, 0], kind },
      ] as const,
  ),
  [
    'mistralrs',
    'TextModelBuilder VisionModelBuilder MultimodalModelBuilder EmbeddingModelBuilder DiffusionModelBuilder SpeechModelBuilder GgufModelBuilder UqffTextModelBuilder UqffVisionModelBuilder UqffMultimodalModelBuilder UqffEmbeddingModelBuilder',
    { ...NO_CODE, id: [[0], ['with_tok_model_id'], ['with_dac_model_id']], revision: ['with_hf_revision'] },
  ],
  ['mistralrs', 'ModelBuilder', { ...only('rust'), id: [0], revision: ['with_hf_revision'] }],
  [
    'kalosm',
    'FileSource.huggingface',
    { ...NO_CODE, positions: ['repo_id', 'revision', 'file'], id: ['repo_id', 0], file: ['file'] },
  ],
  ['burn', 'HuggingfaceDatasetLoader', { ...NO_CODE, id: [0], kind: 'dataset', revision: [] }],
  ['embed_anything', 'from_pretrained_hf', { ...NO_CODE, id: [[1], [0]] }],

  // Go.
  ['github.com/knights-analytics/hugot', 'DownloadModel', { ...only('go'), id: [[1], [0]] }],
  [
    'github.com/gomlx/go-huggingface/hub',
    'hub.New',
    {
      ...only('go'),
      id: [0],
      kind: { by: ['WithType'], otherwise: 'model' },
      revision: ['WithRevision'],
    },
  ],
  ['github.com/gomlx/go-huggingface/datasets', 'datasets.New', { ...only('go'), id: [0], kind: 'dataset' }],
  ['github.com/daulet/tokenizers', 'FromPretrained', { ...NO_CODE, id: [0], revision: [] }],

  // Java, Kotlin, Scala.
  [
    'dev.langchain4j.model.huggingface',
    'HuggingFaceChatModel HuggingFaceLanguageModel HuggingFaceEmbeddingModel HuggingFaceEmbeddingModelBuilder',
    { ...NO_CODE, id: ['modelId'], revision: [] },
  ],
  [
    'dev.langchain4j.model.jlama',
    'JlamaChatModel JlamaStreamingChatModel JlamaLanguageModel JlamaEmbeddingModel',
    { ...NO_CODE, id: ['modelName'], revision: [] },
  ],
  ['ai.djl.huggingface.tokenizers', 'HuggingFaceTokenizer.newInstance', { ...NO_CODE, id: [0], revision: [] }],
  ['ai.djl.huggingface.tokenizers', 'HuggingFaceTokenizer', { ...NO_CODE, id: ['optTokenizerName'], revision: [] }],
  ['ai.djl.repository.zoo', 'Criteria', { ...NO_CODE, id: ['optModelUrls'], revision: [], marked: true }],

  // C#.
  [
    'Microsoft.SemanticKernel.Connectors.HuggingFace',
    'AddHuggingFaceChatCompletion AddHuggingFaceTextGeneration AddHuggingFaceTextEmbeddingGeneration AddHuggingFaceEmbeddingGenerator AddHuggingFaceImageToText HuggingFaceChatCompletionService HuggingFaceTextGenerationService HuggingFaceTextEmbeddingGenerationService HuggingFaceImageToTextService',
    { ...NO_CODE, id: [0, 'model'], revision: [] },
  ],
  [
    'Huggingface',
    'HFDownloader.DownloadFileAsync HFDownloader.DownloadSnapshotAsync HFDownloader.GetModelInfoAsync',
    { ...NO_CODE, id: [0, 'repoId'], file: [1, 'filename'] },
  ],

  // Swift: MLX, swift-transformers, WhisperKit.
  ['MLXLMCommon', 'ModelConfiguration', { ...NO_CODE, id: ['id'] }],
  ['MLXLMCommon', 'loadModel loadModelContainer', { ...only('swift'), id: ['id'] }],
  ['Hub', 'Hub.Repo', { ...only('swift'), id: ['id'], kind: REPO_TYPE }],
  ['Hub', 'X.snapshot', { ...only('swift'), id: ['from'] }],
  ['Tokenizers', 'AutoTokenizer.from', { ...only('swift'), id: ['pretrained'] }],
  ['Hub', 'LanguageModelConfigurationFromHub', { ...NO_CODE, id: ['modelName'] }],
  ['WhisperKit', 'WhisperKit WhisperKitConfig', { ...NO_CODE, id: [['modelRepo'], ['model']], bare: 'alias' }],

  // PHP, R, Julia, Elixir.
  ['Codewithkyrian.Transformers', 'fromPretrained', { ...NO_CODE, id: [0, 'modelNameOrPath'] }],
  ['hfhub', 'hub_download', { ...NO_CODE, id: [0, 'repo_id'], file: [1, 'filename'], kind: REPO_TYPE }],
  ['hfhub', 'hub_snapshot hub_repo_info', { ...NO_CODE, id: [0, 'repo_id'], kind: REPO_TYPE }],
  ['hfhub', 'hub_dataset_info', { ...NO_CODE, id: [0, 'repo_id'], kind: 'dataset' }],
  ['huggingfaceR', 'hf_load_tokenizer hf_load_model hf_load_pipeline', { ...NO_CODE, id: ['model_id', 0] }],
  ['Transformers.HuggingFace', 'hgf load_hgf_pretrained', { ...only('julia'), id: [0], revision: [] }],
  ['HuggingFaceApi', 'HuggingFaceURL', { ...NO_CODE, id: [0], file: [1] }],
  ['Bumblebee', 'hf', { ...only('elixir'), id: [0] }],
];
