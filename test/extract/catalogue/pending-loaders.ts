/** Pending: calls that are not known, or known wrongly. Each row says what is right; it fails today. */

import { commit, lines, named, type PendingRow, ref, SHA } from './row.ts';

export const PENDING_LOADERS: readonly PendingRow[] = [
  {
    name: 'an id that another hub serves is not the Hub’s',
    wrong: 'sinks.loaderOf takes a distinctive name although it is imported from another package (modelscope)',
    files: {
      'funasr.py': lines`
        from modelscope import AutoModelForCausalLM, snapshot_download
        from modelscope.msdatasets import MsDataset

        path = snapshot_download("iic/SenseVoiceSmall", revision="master")
        model = AutoModelForCausalLM.from_pretrained("qwen/Qwen-7B-Chat")
        data = MsDataset.load("AI-ModelScope/alpaca-gpt4-data-zh")
        # See https://modelscope.cn/models/iic/SenseVoiceSmall
      `,
    },
    references: [],
    rejected: {
      'iic/SenseVoiceSmall': /modelscope/i,
      'qwen/Qwen-7B-Chat': /modelscope/i,
      'AI-ModelScope/alpaca-gpt4-data-zh': /modelscope/i,
    },
  },
  {
    pattern: 27,
    name: 'Keras takes the Hub under its scheme alone',
    wrong: 'candidates.inLiteral does not ask `marked`: a plain a/b given to such a loader counts as loaded',
    files: {
      'digits.py': lines`
        import keras
        import keras_hub

        model = keras.saving.load_model("hf://Wauplin/mnist_example")
        backbone = keras_hub.models.Gemma3Backbone.from_preset("hf://google/gemma-3-1b-it")
        own = keras_hub.models.Gemma3Backbone.from_preset("gemma3_instruct_1b")
        local = keras.saving.load_model("build/digits.keras")
      `,
    },
    references: [
      ref('Wauplin/mnist_example', 4, 'call', { loader: 'keras.saving.load_model' }),
      ref('google/gemma-3-1b-it', 5, 'call', { loader: 'keras_hub.models.Gemma3Backbone.from_preset' }),
    ],
    rejected: { 'build/digits.keras': /./ },
  },
  {
    pattern: 61,
    name: 'gr.load tells models from Spaces by their first segment',
    wrong:
      "candidates.inLiteral lets the loader's kind win over the one that the string says; the gradio row does not read src",
    files: {
      'demo.py': lines`
        import gradio as gr

        old = gr.Interface.load("huggingface/plover-ai/plover-tabular")
        model = gr.load("models/plover-ai/plover-7b")
        space = gr.load("spaces/plover-ai/demo")
        also = gr.load(name="plover-ai/plover-asr", src="models")
      `,
    },
    references: [
      ref('plover-ai/plover-tabular', 3, 'call', { loader: 'gradio.Interface.load' }),
      ref('plover-ai/plover-7b', 4, 'call', { loader: 'gradio.load' }),
      ref('plover-ai/demo', 5, 'call', { kind: 'space', loader: 'gradio.load' }),
      ref('plover-ai/plover-asr', 6, 'call', { loader: 'gradio.load' }),
    ],
  },
  {
    pattern: 68,
    name: 'a repository as an object of its type and name',
    wrong: "the same: spaces/ in the string loses against the loader's kind",
    files: {
      'access.ts': lines`
        import { checkRepoAccess, downloadFile } from '@huggingface/hub';

        await checkRepoAccess({ repo: { type: 'model', name: 'openai-community/gpt2' } });
        await downloadFile({ repo: { type: 'dataset', name: 'plover-ai/birds' }, path: 'train.csv', revision: 'v2' });
        await downloadFile({ repo: 'spaces/plover-ai/demo', path: 'app.py' });
      `,
    },
    references: [
      ref('openai-community/gpt2', 3, 'call', { loader: '@huggingface/hub.checkRepoAccess' }),
      ref('plover-ai/birds', 4, 'call', {
        kind: 'dataset',
        loader: '@huggingface/hub.downloadFile',
        file: 'train.csv',
        revision: named('v2'),
      }),
      ref('plover-ai/demo', 5, 'call', { kind: 'space', loader: '@huggingface/hub.downloadFile', file: 'app.py' }),
    ],
  },
  {
    pattern: 59,
    name: 'a volume of a job says what it mounts; a bucket is no repository',
    wrong: 'sinks.kindOf falls back on model for a type that is no repository',
    files: {
      'job.py': lines`
        from huggingface_hub import Volume, run_job

        run_job(
            image="python:3.12",
            command=["python", "train.py"],
            volumes=[
                Volume(type="model", source="openai/gpt-oss-120b", mount_path="/model"),
                Volume(type="dataset", source="plover-ai/birds", mount_path="/data"),
                Volume(type="bucket", source="plover-ai/outputs", mount_path="/out"),
            ],
        )
      `,
    },
    references: [
      ref('openai/gpt-oss-120b', 7, 'call', { loader: 'huggingface_hub.Volume' }),
      ref('plover-ai/birds', 8, 'call', { kind: 'dataset', loader: 'huggingface_hub.Volume' }),
    ],
    rejected: { 'plover-ai/outputs': /bucket/ },
  },
  {
    pattern: 58,
    name: 'the file system takes paths without a scheme, and the revision within them',
    wrong:
      'no rows for HfFileSystem; the word is turned down as a path, and ids.splitSuffix takes all after @ for the revision',
    files: {
      'files.py': lines`
        from huggingface_hub import HfFileSystem

        fs = HfFileSystem()
        fs.ls("datasets/plover-ai/birds/data", detail=False)
        with fs.open("datasets/plover-ai/birds@v2/train.csv") as file:
            head = file.readline()
      `,
    },
    references: [
      ref('plover-ai/birds', 4, 'call', { kind: 'dataset', file: 'data', loader: /huggingface_hub/ }),
      ref('plover-ai/birds', 5, 'call', {
        kind: 'dataset',
        file: 'train.csv',
        revision: named('v2'),
        loader: /huggingface_hub/,
      }),
    ],
  },
  {
    pattern: 20,
    name: 'the model in a map of parameters',
    wrong: "sinks.given looks into positional and spread maps, not into a keyword's map (api_params)",
    files: {
      'chat.py': lines`
        from haystack.components.generators.chat import HuggingFaceAPIChatGenerator

        chat = HuggingFaceAPIChatGenerator(
            api_type="serverless_inference_api",
            api_params={"model": "Qwen/Qwen2.5-7B-Instruct", "provider": "together"},
        )
      `,
    },
    references: [ref('Qwen/Qwen2.5-7B-Instruct', 5, 'call', { loader: /HuggingFaceAPIChatGenerator$/ })],
  },
  {
    pattern: 33,
    name: 'a provider that makes a container a repository',
    wrong: 'no row for load(provider="huggingface-hub", container=...)',
    files: {
      'wikipedia.py': lines`
        from txtai import Embeddings

        embeddings = Embeddings()
        embeddings.load(provider="huggingface-hub", container="neuml/txtai-wikipedia")
      `,
    },
    references: [ref('neuml/txtai-wikipedia', 4, 'call', { loader: /txtai.*load$/ })],
  },
  {
    pattern: 66,
    name: 'the first of a list of models reaches the AI SDK',
    wrong: 'no row for transformersJS of the AI SDK',
    files: {
      'transport.ts': lines`
        import { transformersJS, type TransformersJSLanguageModel } from '@browser-ai/transformers-js';

        interface ModelConfig { readonly id: string; readonly device?: 'webgpu' | 'wasm' }

        const MODELS: ModelConfig[] = [
          { id: 'onnx-community/Qwen3-0.6B-ONNX', device: 'webgpu' },
          { id: 'plover-ai/plover-1b-ONNX' },
        ];

        export class Transport {
          private model: TransformersJSLanguageModel;

          constructor() {
            const config = MODELS[0]!;
            this.model = transformersJS(config.id, { device: config.device });
          }
        }
      `,
    },
    references: [
      ref('onnx-community/Qwen3-0.6B-ONNX', 6, 'constant', { loader: /transformersJS$/ }),
      ref('plover-ai/plover-1b-ONNX', 7, 'constant', { loader: /transformersJS$/ }),
    ],
  },
  {
    pattern: 103,
    name: 'Rust: an id of one part',
    wrong: "the receiver's type is not followed: api.model(...) is no loader without it",
    files: {
      'lib.rs': lines`
        use hf_hub::api::sync::Api;

        fn weights() -> anyhow::Result<std::path::PathBuf> {
            let api = Api::new()?;
            let repo = api.model("bert-base-uncased".to_string());
            Ok(repo.get("model.safetensors")?)
        }
      `,
    },
    references: [ref('bert-base-uncased', 5, 'call', { loader: /model$/ })],
  },
  {
    pattern: 108,
    name: 'Rust: owner and name as two arguments',
    wrong: 'the two arguments are not joined; the name alone is reported as an id of one part',
    files: {
      'read.rs': lines`
        use huggingface_hub::blocking::Api;

        fn main() -> anyhow::Result<()> {
            let api = Api::new()?;
            let repo = api.model("openai-community", "gpt2");
            println!("{}", repo.info()?.id);
            Ok(())
        }
      `,
    },
    references: [ref('openai-community/gpt2', 5, 'call', { loader: /model$/ })],
  },
  {
    pattern: 104,
    name: 'Rust: defaults that reach Repo::with_revision, pinned to a pull request',
    wrong: 'the revision of Repo::with_revision is its third argument, which the row cannot say',
    files: {
      'main.rs': lines`
        use hf_hub::{api::sync::Api, Repo, RepoType};

        fn build(model_id: Option<String>, revision: Option<String>) -> anyhow::Result<()> {
            let model_id = model_id.unwrap_or("plover-ai/plover-embed".to_string());
            let revision = revision.unwrap_or("refs/pr/21".to_string());
            let repo = Repo::with_revision(model_id, RepoType::Model, revision);
            let api = Api::new()?.repo(repo);
            api.get("config.json")?;
            Ok(())
        }
      `,
    },
    references: [
      ref('plover-ai/plover-embed', 4, 'default', { loader: /with_revision$/, revision: named('refs/pr/21') }),
    ],
  },
  {
    pattern: 104,
    name: 'Rust: a data set with its type and its commit in the call',
    wrong: 'neither the type nor the revision is read by position',
    files: {
      'data.rs': lines`
        use hf_hub::{Repo, RepoType};

        pub fn birds() -> Repo {
            Repo::with_revision("plover-ai/birds".to_string(), RepoType::Dataset, "${SHA}".to_string())
        }
      `,
    },
    references: [ref('plover-ai/birds', 4, 'call', { kind: 'dataset', loader: /with_revision$/, revision: commit })],
  },
  {
    pattern: 106,
    name: 'Rust: pairs of an id and a revision, chosen by a match',
    wrong: 'a revision that stands beside an id in a tuple is not read',
    files: {
      'whisper.rs': lines`
        impl WhichModel {
            fn model_and_revision(&self) -> (&'static str, &'static str) {
                match self {
                    Self::Tiny => ("openai/whisper-tiny", "main"),
                    Self::Base => ("openai/whisper-base", "refs/pr/22"),
                    Self::Own => ("plover-ai/plover-whisper", "${SHA}"),
                }
            }
        }
      `,
    },
    references: [
      ref('openai/whisper-tiny', 4, 'constant', { revision: named('main') }),
      ref('openai/whisper-base', 5, 'constant', { revision: named('refs/pr/22') }),
      ref('plover-ai/plover-whisper', 6, 'constant', { revision: commit }),
    ],
  },
];
