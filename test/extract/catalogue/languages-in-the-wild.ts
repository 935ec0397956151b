/** What other languages' repositories do that the patterns do not say: forms to be found, and look-alikes to be turned down. */

import { lines, named, open, type Row, ref } from './row.ts';

export const LANGUAGES_IN_THE_WILD: readonly Row[] = [
  {
    name: 'Rust: a comment between two links of a chain of calls',
    files: {
      'source.rs': lines`
        fn source() -> Source {
            Source::new("a.gguf")
                .with_group_query_attention(1)
                // https://huggingface.co/plover-ai/plover-8b/blob/main/config.json
                .with_bos(true)
        }
      `,
    },
    references: [ref('plover-ai/plover-8b', 4, 'url', { revision: named('main'), file: 'config.json' })],
  },
  {
    name: 'Rust: the variants of a template stand where they vary, parts that are chosen together together',
    files: {
      'main.rs': lines`
        use hf_hub::api::sync::Api;

        fn model(which: Which) -> String {
            let (version, size) = match which {
                Which::Small => ("2", "0.5B"),
                Which::Large => ("3", "7B"),
            };
            format!("Qwen/Qwen{version}-{size}")
        }

        fn main() -> anyhow::Result<()> {
            let api = Api::new()?;
            let repo = api.model(model(Which::Small));
            Ok(())
        }
      `,
    },
    references: [
      ref('Qwen/Qwen2-0.5B', 5, 'call', { loader: /model$/ }),
      ref('Qwen/Qwen3-7B', 6, 'call', { loader: /model$/ }),
    ],
  },
  {
    name: 'Rust: the name under which an address is kept is no id',
    files: {
      'model.rs': lines`
        impl FNetVocabResources {
            pub const BASE: (&'static str, &'static str) = (
                "fnet-base/spiece",
                "https://huggingface.co/google/fnet-base/resolve/main/spiece.model",
            );
        }
      `,
    },
    references: [
      ref('google/fnet-base', 4, 'url', { revision: named('main'), file: 'spiece.model', loader: 'download' }),
    ],
    rejected: { 'fnet-base/spiece': /address beside it/ },
  },
  {
    name: 'Rust: ids that the words before them announce, of every kind',
    files: {
      'args.rs': lines`
        /// Dataset ID (e.g., plover or HuggingFaceFW/fineweb)
        struct Info;
        /// Space ID (e.g., gradio/hello_world)
        struct Space;
        /// Read/write and HTTP/REST are words.
        struct Words;
      `,
    },
    references: [
      ref('HuggingFaceFW/fineweb', 1, 'docstring', { kind: 'dataset' }),
      ref('gradio/hello_world', 3, 'docstring', { kind: 'space' }),
    ],
  },
  {
    name: 'Go: what is asserted of a field is called by it',
    files: {
      'info_test.go': lines`
        package hub

        // Reads what the Hub says of a model: https://huggingface.co/Qwen/Qwen3-0.6B
        func TestInfo(t *testing.T) {
        	assert.Contains(t, info.Spaces, "k2-fsa/OmniVoice")
        	assert.Equal(t, "one/two", words)
        }
      `,
    },
    references: [ref('Qwen/Qwen3-0.6B', 3, 'url'), ref('k2-fsa/OmniVoice', 5, 'call', { kind: 'space' })],
  },
  {
    name: 'Go: the kind and the revision that are set on a repository',
    files: {
      'main.go': lines`
        package main

        import "github.com/gomlx/go-huggingface/hub"

        func main() {
        	birds := hub.New("plover-ai/birds").WithType(hub.RepoTypeDataset).WithRevision("v2")
        }
      `,
    },
    references: [ref('plover-ai/birds', 6, 'call', { kind: 'dataset', revision: named('v2'), loader: /hub\.New$/ })],
  },
  {
    name: 'Go: an id after an address that is put before it',
    files: {
      'generator_test.go': lines`
        package generator

        var want = Metadata{
        	Version: fmt.Sprintf("%s/%s", HuggingFaceWebsite, "tiiuae/falcon-7b-instruct"),
        	Image:   fmt.Sprintf("%s/%s", registry, "aks/kaito-falcon-7b"),
        }
      `,
    },
    references: [ref('tiiuae/falcon-7b-instruct', 4, 'constant')],
  },
  {
    name: 'Go: a lone gpt2 is the kind of a tokenizer, unless it is called a repository',
    files: {
      'tokenizer_test.go': lines`
        package convert

        // GGUF files of transformers.
        var vocabulary = &Vocabulary{Model: "gpt2"}
        var kv = KV{"tokenizer.ggml.model": "gpt2"}

        const repoID = "gpt2"
      `,
    },
    references: [ref('gpt2', 7, 'constant')],
  },
  {
    name: 'Java: an entry that is put into a map is called by its key',
    files: {
      'TranslatorTest.java': lines`
        class TranslatorTest {
            void test() {
                Map<String, String> arguments = new HashMap<>();
                arguments.put("tokenizer", "google-bert/bert-base-uncased");
                headers.put("Accept", "application/vnd.plover");
            }
        }
      `,
    },
    references: [ref('google-bert/bert-base-uncased', 4, 'call')],
  },
  {
    name: 'Java: images of containers, and names of resources of other services',
    files: {
      'ContainerIT.java': lines`
        class ContainerIT {
            static RedisStackContainer redis = new RedisStackContainer("redis/redis-stack:latest");
            static final String MODEL = "ai/gemma3:4B-F16";
            static final Application EMBEDDING = new Application("nlp/text_embedding");
            var embedding = client.embeddings().get("batches/embed-test-123");
            String modelPath = "models/inferentia/resnet50";
        }
      `,
    },
    references: [],
    rejected: {
      'redis/redis-stack': /image/,
      'ai/gemma3': /route of a service/,
      'nlp/text_embedding': /path/,
      'batches/embed-test-123': /path/,
      'inferentia/resnet50': /folder/,
    },
  },
  {
    name: 'Swift: a comment after a type with parameters of its own',
    files: {
      'Factory.swift': lines`
        public final class Factory {
            public let types: Registry<LanguageModel>

            /// registry of model id to configuration, e.g. \`mlx-community/plover-3B-4bit\`
            public let models: AbstractRegistry
        }
      `,
    },
    references: [ref('mlx-community/plover-3B-4bit', 4, 'docstring')],
  },
  {
    name: 'Swift: a folder of a repository, and folders of no repository',
    files: {
      'ModelNames.swift': lines`
        enum Repo: String {
            case vad = "FluidInference/silero-vad-coreml"
            case streaming = "FluidInference/nemotron-speech-streaming-en-0.6b-coreml/2240ms"
        }
        let encoderModel = "encoder/encoder_int8.mlmodelc"
        let precisionModel = "v3/fp16"
        let modelDir = "Streaming-Conversion/nvidia-high"
        // Hub: https://huggingface.co/FluidInference/silero-vad-coreml
      `,
    },
    references: [
      ref('FluidInference/silero-vad-coreml', 2, 'constant'),
      ref('FluidInference/nemotron-speech-streaming-en-0.6b-coreml', 3, 'constant', { file: '2240ms' }),
      ref('FluidInference/silero-vad-coreml', 8, 'url'),
    ],
  },
  {
    name: 'C++: a comment that is nothing but a name',
    files: {
      'template.h': lines`
        // llama.cpp's templates of chats
        if (tmpl == "vicuna") {
            // eachadea/vicuna-13b-1.1 (and Orca variant)
            for (auto message : chat) {
                // OrionStarAI/Orion-14B-Chat
                ss << message;
            }
        }
      `,
    },
    references: [ref('eachadea/vicuna-13b-1.1', 3, 'comment'), ref('OrionStarAI/Orion-14B-Chat', 5, 'comment')],
  },
  {
    name: 'C++: files under models/ are files',
    files: {
      'test-chat.cpp': lines`
        #define DEFAULT_MODEL_PATH "models/7B/ggml-model-f16.gguf"
        auto tester = peg_tester("models/templates/Qwen3-Coder.jinja", true);
      `,
    },
    references: [],
    rejected: { '7B/ggml-model-f16.gguf': /path|file/, 'templates/Qwen3-Coder.jinja': /path|file/ },
  },
  {
    name: 'Elixir: a value with the tag of the Hub',
    files: {
      'model_test.exs': lines`
        test "loads" do
          assert {:ok, %{model: model}} =
                   Bumblebee.load_model({:hf, "plover-testing/tiny-random"}, architecture: :base)
        end
      `,
    },
    references: [ref('plover-testing/tiny-random', 3, 'call', { loader: /hf$/ })],
  },
  {
    name: 'Java: a file for a service has its names; one that speaks of the Hub has the Hub’s',
    files: {
      'model/watsonx/WatsonxChatModelIT.java': lines`
        class WatsonxChatModelIT {
            ChatModel model = WatsonxChatModel.builder().modelName("ibm/granite-4-h-small").build();
        }
      `,
      'model/ollama/OllamaImageModelTest.java': lines`
        class OllamaImageModelTest {
            static final String MODEL_NAME = "x/plover-image-turbo";
        }
      `,
      'model/huggingface/ModelName.java': lines`
        /** Names on the Hugging Face Hub. */
        class ModelName {
            static final String MODEL_NAME = "ibm-granite/granite-4.0-micro";
        }
      `,
    },
    references: [ref('ibm-granite/granite-4.0-micro', 3, 'constant', { path: 'model/huggingface/ModelName.java' })],
    rejected: { 'ibm/granite-4-h-small': /of the service/, 'x/plover-image-turbo': /of the service/ },
  },
  {
    name: 'Java: what is loaded from a file or from an unknown address is no open id',
    files: {
      'Embedder.java': lines`
        class Embedder {
            void load(String path, Zoo zoo) {
                HuggingFaceTokenizer.newInstance(Paths.get(path));
                Criteria.builder().optModelUrls(zoo.getUrl()).build();
                HuggingFaceTokenizer.newInstance(zoo.name());
            }
        }
      `,
    },
    references: [],
    unresolved: [open('{zoo.name()}', 5, { loader: /newInstance$/ })],
  },
  {
    name: 'Rust: a snapshot in a raw text of several marks',
    files: {
      'embedders.rs': lines`
        fn test() {
            snapshot!(format!("{conf:#?}"), @r###"
            EmbedderOptions {
                model: "sentence-transformers/all-MiniLM-L6-v2",
            }
            "###);
            let next = "after/it";
        }
      `,
    },
    references: [ref('sentence-transformers/all-MiniLM-L6-v2', 4, 'prose')],
  },
  {
    name: 'Go: the default model of a client of the Hub, where it is a lone gpt2',
    files: {
      'huggingface/options.go': lines`
        package huggingface

        const (
        	defaultModel = "gpt2"
        	defaultURL   = "https://router.huggingface.co"
        )
      `,
    },
    references: [ref('gpt2', 4, 'constant')],
  },
];
