/** What the Hugging Face libraries pickle: training arguments, settings, tokenizers, data sets. */

import type { Group } from '../policy.ts';

export const TRANSFORMERS: readonly Group[] = [
  {
    level: 'harmless',
    why: 'is one of a few named values',
    names: {
      'accelerate.utils.dataclasses':
        'BaseEnum ComputeEnvironment CustomDtype DDPCommunicationHookType DistributedType DynamoBackend FP8BackendType LoggerType PrecisionType RNGType SageMakerDistributedType',
      'sentence_transformers.training_args': 'BatchSamplers MultiDatasetBatchSamplers',
      'transformers.debug_utils': 'DebugOption',
      'transformers.generation.configuration_utils': 'GenerationMode',
      'transformers.trainer_utils':
        'EvaluationStrategy FSDPOption HPSearchBackend HubStrategy IntervalStrategy SaveStrategy SchedulerType ShardedDDPOption',
      'transformers.training_args': 'OptimizerNames ParallelMode',
      'transformers.utils.generic': 'ExplicitEnum PaddingStrategy TensorType',
      'transformers.utils.quantization_config': 'AwqBackend AwqFormat ExllamaVersion QuantizationMethod',
      'trl.trainer.dpo_config': 'FDivergenceType',
    },
  },
  {
    level: 'built',
    why: 'is a record of settings, or a tokenizer',
    names: {
      'accelerate.state': 'AcceleratorState GradientState PartialState',
      'accelerate.utils.dataclasses':
        'AORecipeKwargs AutocastKwargs BnbQuantizationConfig DeepSpeedPlugin DeepSpeedSequenceParallelConfig DistributedDataParallelKwargs FP8RecipeKwargs FullyShardedDataParallelPlugin GradScalerKwargs GradientAccumulationPlugin InitProcessGroupKwargs MSAMPRecipeKwargs MegatronLMPlugin ProfileKwargs TERecipeKwargs TorchContextParallelConfig TorchDynamoPlugin TorchTensorParallelConfig TorchTensorParallelPlugin',
      'accelerate.utils.deepspeed': 'HfDeepSpeedConfig',
      'sentence_transformers.base.training_args': 'BaseTrainingArguments',
      'sentence_transformers.cross_encoder.training_args': 'CrossEncoderTrainingArguments',
      'sentence_transformers.sentence_transformer.training_args': 'SentenceTransformerTrainingArguments',
      'sentence_transformers.sparse_encoder.training_args': 'SparseEncoderTrainingArguments',
      'sentence_transformers.training_args': 'SentenceTransformerTrainingArguments',
      tokenizers: 'AddedToken Tokenizer',
      'tokenizers.models': 'BPE Model Unigram WordLevel WordPiece',
      'transformers.configuration_utils': 'PreTrainedConfig PretrainedConfig',
      'transformers.deepspeed': 'HfDeepSpeedConfig HfTrainerDeepSpeedConfig',
      'transformers.generation.configuration_utils':
        'BaseWatermarkingConfig CompileConfig ContinuousBatchingConfig GenerationConfig SynthIDTextWatermarkingConfig WatermarkingConfig',
      'transformers.integrations.deepspeed': 'HfDeepSpeedConfig HfTrainerDeepSpeedConfig',
      'transformers.tokenization_utils_base': 'AddedToken BatchEncoding',
      'transformers.trainer_pt_utils': 'AcceleratorConfig',
      'transformers.trainer_utils': 'EvalLoopOutput PredictionOutput TrainOutput',
      'transformers.training_args': 'TrainingArguments',
      'transformers.training_args_seq2seq': 'Seq2SeqTrainingArguments',
      'transformers.utils.generic': 'ModelOutput TransformersKwargs',
      'transformers.utils.quantization_config':
        'AqlmConfig AutoRoundConfig AwqConfig BitNetQuantConfig BitsAndBytesConfig CompressedTensorsConfig EetqConfig FPQuantConfig FbgemmFp8Config FineGrainedFP8Config FourOverSixConfig GPTQConfig GemmaQuantizationConfig GgufConfig HiggsConfig HqqConfig MetalConfig Mxfp4Config NVFP4Config QuantoConfig QuarkConfig SinqConfig SpQRConfig TorchAoConfig VptqConfig VptqLayerConfig',
      'trl.trainer.base_config': '_BaseConfig',
      'trl.trainer.distillation_config': 'DistillationConfig',
      'trl.trainer.dpo_config': 'DPOConfig',
      'trl.trainer.grpo_config': 'GRPOConfig',
      'trl.trainer.kto_config': 'KTOConfig',
      'trl.trainer.model_config': 'ModelConfig',
      'trl.trainer.ppov2_config': 'PPOv2Config',
      'trl.trainer.reward_config': 'RewardConfig',
      'trl.trainer.rloo_config': 'RLOOConfig',
      'trl.trainer.sft_config': 'SFTConfig',
    },
  },
  {
    level: 'built',
    why: 'is a data set, or the description of one',
    names: {
      'datasets.features.features': 'Value ClassLabel Sequence LargeList List Array2D Array3D Array4D Array5D',
      'datasets.features.image': 'Image',
      'datasets.features.audio': 'Audio',
      'datasets.features.translation': 'Translation TranslationVariableLanguages',
      'datasets.info': 'DatasetInfo',
      'datasets.splits': 'NamedSplit SplitInfo SplitDict',
      'datasets.utils.version': 'Version',
    },
  },
  {
    level: 'harmless',
    why: 'makes a description of features',
    names: {
      'datasets.features.features': 'Features',
    },
  },
];
