/** Patterns 12 and 20 to 34: Python frameworks, inference engines and packages that load from the Hub in their own way. */

import { lines, named, type Row, ref } from './row.ts';

export const PYTHON_FRAMEWORKS: readonly Row[] = [
  {
    pattern: 21,
    name: 'an embedder of Haystack, which names sentence-transformers bare or whole',
    files: {
      'pipeline.py': lines`
        from haystack.components.embedders import SentenceTransformersTextEmbedder, SentenceTransformersDocumentEmbedder

        text = SentenceTransformersTextEmbedder(model="sentence-transformers/all-mpnet-base-v2")
        documents = SentenceTransformersDocumentEmbedder(model="all-mpnet-base-v2")
      `,
    },
    references: [
      ref('sentence-transformers/all-mpnet-base-v2', 3, 'call', {
        loader: 'haystack.components.embedders.SentenceTransformersTextEmbedder',
      }),
      ref('sentence-transformers/all-mpnet-base-v2', 4, 'call', {
        loader: 'haystack.components.embedders.SentenceTransformersDocumentEmbedder',
      }),
    ],
  },
  {
    pattern: 22,
    name: 'embeddings of LangChain',
    files: {
      'store.py': lines`
        from langchain_huggingface import HuggingFaceEmbeddings

        embeddings = HuggingFaceEmbeddings(
            model_name="intfloat/multilingual-e5-small",
            encode_kwargs={"normalize_embeddings": True},
        )
      `,
    },
    references: [
      ref('intfloat/multilingual-e5-small', 4, 'call', { loader: 'langchain_huggingface.HuggingFaceEmbeddings' }),
    ],
  },
  {
    pattern: 23,
    name: 'an embedder of FastEmbed',
    files: {
      'fast.py': lines`
        from haystack_integrations.components.embedders.fastembed import FastembedTextEmbedder

        embedder = FastembedTextEmbedder(model="BAAI/bge-small-en-v1.5")
      `,
    },
    references: [ref('BAAI/bge-small-en-v1.5', 3, 'call', { loader: /FastembedTextEmbedder$/ })],
  },
  {
    pattern: 24,
    name: 'LLM of vLLM, with the code of the repository turned on',
    files: {
      'serve.py': lines`
        from vllm import LLM, SamplingParams

        llm = LLM(model="heron-lab/heron-moe", trust_remote_code=True, tensor_parallel_size=2)
        plain = LLM("facebook/opt-125m")
      `,
    },
    references: [
      ref('heron-lab/heron-moe', 3, 'call', { loader: 'vllm.LLM', remoteCode: true }),
      ref('facebook/opt-125m', 4, 'call', { loader: 'vllm.LLM' }),
    ],
  },
  {
    pattern: 25,
    name: 'a constant that reaches a loader through its own name',
    files: {
      'finetune.py': lines`
        from unsloth import FastLanguageModel

        max_seq_length = 2048
        model_name = "unsloth/mistral-7b-bnb-4bit"

        model, tokenizer = FastLanguageModel.from_pretrained(
            model_name=model_name,
            max_seq_length=max_seq_length,
            load_in_4bit=True,
        )
      `,
    },
    references: [
      ref('unsloth/mistral-7b-bnb-4bit', 4, 'constant', { loader: 'unsloth.FastLanguageModel.from_pretrained' }),
    ],
  },
  {
    pattern: 26,
    name: 'llama-cpp-python takes a repository and a pattern of files',
    files: {
      'llama.py': lines`
        from llama_cpp import Llama

        llm = Llama.from_pretrained(
            repo_id="bartowski/Llama-3.2-1B-Instruct-GGUF",
            filename="*Q4_K_M.gguf",
            verbose=False,
        )
      `,
    },
    references: [
      ref('bartowski/Llama-3.2-1B-Instruct-GGUF', 4, 'call', {
        loader: 'llama_cpp.Llama.from_pretrained',
        file: '*Q4_K_M.gguf',
      }),
    ],
  },
  {
    pattern: 28,
    name: 'AllenNLP takes an hf:// address',
    files: {
      'qa.py': lines`
        from allennlp.predictors import Predictor
        import allennlp_models

        predictor = Predictor.from_path("hf://allenai/bidaf-elmo")
      `,
    },
    references: [ref('allenai/bidaf-elmo', 4, 'call', { loader: /Predictor\.from_path$/ })],
  },
  {
    pattern: 29,
    name: 'fastai by its own function',
    files: {
      'cats.py': lines`
        from huggingface_hub import from_pretrained_fastai

        learner = from_pretrained_fastai("espejelomar/identify-my-cat")
      `,
    },
    references: [ref('espejelomar/identify-my-cat', 3, 'call', { loader: 'huggingface_hub.from_pretrained_fastai' })],
  },
  {
    pattern: 30,
    name: 'load of mlx_lm, a name that only its import makes a loader',
    files: {
      'mlx.py': lines`
        from mlx_lm import generate, load

        model, tokenizer = load("mlx-community/Llama-3.2-3B-Instruct-4bit")
      `,
    },
    references: [ref('mlx-community/Llama-3.2-3B-Instruct-4bit', 3, 'call', { loader: 'mlx_lm.load' })],
  },
  {
    pattern: 31,
    name: 'a repository and a file in one string',
    files: {
      'local_llm.py': lines`
        from txtai import LLM

        llm = LLM("TheBloke/TinyLlama-1.1B-Chat-v0.3-GGUF/tinyllama-1.1b-chat-v0.3.Q2_K.gguf")
      `,
    },
    references: [
      ref('TheBloke/TinyLlama-1.1B-Chat-v0.3-GGUF', 3, 'call', {
        loader: 'txtai.LLM',
        file: 'tinyllama-1.1b-chat-v0.3.Q2_K.gguf',
      }),
    ],
  },
  {
    pattern: 32,
    name: "LiteLLM's prefix of the Hub, and its routes to others",
    files: {
      'route.py': lines`
        from litellm import completion

        hub = completion(model="huggingface/HuggingFaceH4/zephyr-7b-beta", messages=messages)
        other = completion(model="anthropic/claude-3-haiku-20240307", messages=messages)
      `,
    },
    references: [ref('HuggingFaceH4/zephyr-7b-beta', 3, 'call')],
    rejected: { 'anthropic/claude-3-haiku-20240307': /route/ },
  },
  {
    pattern: 32,
    name: "LiteLLM's prefix with a provider between it and the id",
    files: {
      'route.py': lines`
        from litellm import completion

        fast = completion(model="huggingface/together/deepseek-ai/DeepSeek-R1", messages=messages)
        other = completion(model="huggingface/fireworks-ai/meta-llama/Llama-3.3-70B-Instruct", messages=messages)
      `,
    },
    references: [ref('deepseek-ai/DeepSeek-R1', 3, 'call'), ref('meta-llama/Llama-3.3-70B-Instruct', 4, 'call')],
  },
  {
    pattern: 34,
    name: 'torch.hub loads from GitHub',
    files: {
      'vad.py': lines`
        import torch

        model, utils = torch.hub.load("snakers4/silero-vad", model="silero_vad", trust_repo=True)
        dino = torch.hub.load(repo_or_dir="facebookresearch/dinov2", model="dinov2_vits14")
      `,
    },
    references: [],
    rejected: { 'snakers4/silero-vad': /GitHub/, 'facebookresearch/dinov2': /GitHub/ },
  },
  {
    name: 'an id that another hub serves is not the Hub’s',
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
    pattern: 59,
    name: 'a volume of a job says what it mounts; a bucket is no repository',
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
    files: {
      'wikipedia.py': lines`
        from txtai import Embeddings

        embeddings = Embeddings()
        embeddings.load(provider="huggingface-hub", container="neuml/txtai-wikipedia")
      `,
    },
    references: [ref('neuml/txtai-wikipedia', 4, 'call', { loader: /txtai.*load$/ })],
  },
];
