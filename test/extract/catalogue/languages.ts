/** Patterns 103 to 114: other languages. */

import { commit, lines, named, type Row, ref, SHA } from './row.ts';

export const LANGUAGES: readonly Row[] = [
  {
    pattern: 105,
    name: "Rust: clap's default",
    files: {
      'args.rs': lines`
        #[derive(Parser, Debug)]
        struct Args {
            /// The model on the Hub.
            #[arg(long, default_value = "plover-ai/plover-coder-1b")]
            model_id: String,

            #[arg(long, default_value = "main")]
            revision: String,
        }
      `,
    },
    references: [ref('plover-ai/plover-coder-1b', 4, 'default')],
  },
  {
    pattern: 107,
    name: 'Rust: a constant',
    files: {
      'main.rs': lines`
        use candle_transformers::models::granite;

        const DEFAULT_MODEL: &str = "plover-ai/plover-granite";
        const GREETING: &str = "yes/no";
      `,
    },
    references: [ref('plover-ai/plover-granite', 3, 'constant')],
  },
  {
    pattern: 109,
    name: 'Java: constants of a class',
    files: {
      'HuggingFaceModelName.java': lines`
        package dev.plover.model;

        /** Names of models on the Hugging Face Hub. */
        public final class HuggingFaceModelName {
            public static final String PLOVER_7B = "plover-ai/plover-7b-instruct";
            public static final String ALL_MINI_LM = "sentence-transformers/all-MiniLM-L6-v2";
            private static final String CONTENT_TYPE = "application/json";
        }
      `,
    },
    references: [
      ref('plover-ai/plover-7b-instruct', 5, 'constant'),
      ref('sentence-transformers/all-MiniLM-L6-v2', 6, 'constant'),
    ],
  },
  {
    pattern: 110,
    name: "Java: DJL's address of the Hub",
    files: {
      'Embedder.java': lines`
        Criteria<String, float[]> criteria =
                Criteria.builder()
                        .setTypes(String.class, float[].class)
                        .optModelUrls("djl://ai.djl.huggingface.pytorch/plover-ai/plover-embed")
                        .optEngine("PyTorch")
                        .build();
      `,
    },
    references: [ref('plover-ai/plover-embed', 4, 'call', { loader: /Criteria|optModelUrls/ })],
  },
  {
    pattern: 111,
    name: 'C#: an object initialiser',
    files: {
      'Chat.cs': lines`
        using HuggingFace;

        var response = await api.GenerateTextAsync(new GenerateTextRequest
        {
            ModelId = "Qwen/Qwen2.5-7B-Instruct",
            Inputs = "Pros/cons of birds?",
        });
      `,
    },
    references: [ref('Qwen/Qwen2.5-7B-Instruct', 5, 'call')],
  },
  {
    pattern: 112,
    name: 'Swift: a named argument',
    files: {
      'ContentView.swift': lines`
        import MLXLLM

        struct ContentView: View {
            @StateObject var manager = ModelManager(modelPath: "mlx-community/phi-2-hf-4bit-mlx")
            let own = ModelConfiguration(id: "plover-ai/plover-1b-4bit", defaultPrompt: "yes/no?")
        }
      `,
    },
    references: [
      ref('mlx-community/phi-2-hf-4bit-mlx', 4, 'call'),
      ref('plover-ai/plover-1b-4bit', 5, 'call', { loader: /ModelConfiguration$/ }),
    ],
  },
  {
    pattern: 113,
    name: 'C++: a member that names a repository, and its file beside',
    files: {
      'arg.cpp': lines`
        #include "common.h"

        static void preset(common_params & params) {
            params.model.hf_repo = "plover-ai/plover-coder-1b-Q8_0-GGUF";
            params.model.hf_file = "plover-coder-1b-q8_0.gguf";
            params.n_ctx = 0;
        }
      `,
    },
    references: [ref('plover-ai/plover-coder-1b-Q8_0-GGUF', 4, 'constant')],
  },
  {
    pattern: 114,
    name: 'Go: huggingface:// and addresses that are put together',
    files: {
      'hf.go': lines`
        package gallery

        const (
        	prefix  = "huggingface://"
        	resolve = "https://huggingface.co/"
        	plover  = "huggingface://plover-ai/plover-8b-GGUF/plover-8b.gguf"
        )

        func files(repo string) string {
        	return fmt.Sprintf("https://huggingface.co/api/models/%s?blobs=true", repo)
        }
      `,
    },
    references: [ref('plover-ai/plover-8b-GGUF', 6, 'constant', { file: 'plover-8b.gguf' })],
  },
  {
    pattern: 103,
    name: 'Rust: an id of one part',
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
