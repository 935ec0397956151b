/** Pending: calls that are not known, or known wrongly. Each row says what is right; it fails today. */

import { commit, lines, named, type PendingRow, ref, SHA } from './row.ts';

export const PENDING_LOADERS: readonly PendingRow[] = [
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
