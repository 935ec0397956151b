/** Patterns 35 to 53: where in Python the string stands. */

import { commit, lines, open, type Row, ref, SHA } from './row.ts';

export const PYTHON_PLACES: readonly Row[] = [
  {
    pattern: 35,
    name: "a parameter's default reaches the loader in the body",
    files: {
      'backend.py': lines`
        from fastembed import TextEmbedding

        class FastEmbedBackend:
            def __init__(self, embedding_model: str = "BAAI/bge-small-en-v1.5"):
                self.embedding_model = TextEmbedding(model_name=embedding_model)
      `,
    },
    references: [ref('BAAI/bge-small-en-v1.5', 4, 'default', { loader: 'fastembed.TextEmbedding' })],
  },
  {
    pattern: 36,
    name: "an option's default reaches the loader through the parsed arguments",
    files: {
      'train.py': lines`
        import argparse
        from transformers import AutoTokenizer

        parser = argparse.ArgumentParser()
        parser.add_argument("--model-id", type=str, default="plover-ai/plover-diffusion-8b", help="base model")
        parser.add_argument("--mode", default="train/eval")
        args = parser.parse_args()
        tokenizer = AutoTokenizer.from_pretrained(args.model_id)
      `,
    },
    references: [
      ref('plover-ai/plover-diffusion-8b', 5, 'default', { loader: 'transformers.AutoTokenizer.from_pretrained' }),
    ],
    rejected: { 'train/eval': /./ },
  },
  {
    pattern: 36,
    name: 'options of click and typer, and values of absl',
    files: {
      'cli.py': lines`
        import click
        import typer
        from absl import flags

        flags.DEFINE_string("base_model", "plover-ai/plover-1b", "the model to start from")

        @click.command()
        @click.option("--reranker", default="plover-ai/plover-rerank", show_default=True)
        def rank(reranker):
            ...

        def embed(model: str = typer.Option("plover-ai/plover-embed", "--model", "-m")):
            ...
      `,
    },
    references: [
      ref('plover-ai/plover-1b', 5, 'default'),
      ref('plover-ai/plover-rerank', 8, 'default'),
      ref('plover-ai/plover-embed', 12, 'default'),
    ],
  },
  {
    pattern: 37,
    name: "a dataclass field's default",
    files: {
      'arguments.py': lines`
        from dataclasses import dataclass, field
        from typing import Optional

        @dataclass
        class ModelArguments:
            model_name_or_path: Optional[str] = field(default="facebook/opt-125m")
            trust_remote_code: bool = field(default=False, metadata={"help": "run the repository's code"})
      `,
    },
    references: [ref('facebook/opt-125m', 6, 'default')],
  },
  {
    pattern: 39,
    name: 'the fallback of an environment variable',
    files: {
      'server.py': lines`
        import os
        from diffusers import StableDiffusion3Pipeline

        MODEL_PATH = os.getenv("MODEL_PATH", "stabilityai/stable-diffusion-3.5-medium")
        VAE = os.environ.get("VAE", "plover-ai/plover-vae")

        pipe = StableDiffusion3Pipeline.from_pretrained(MODEL_PATH)
      `,
    },
    references: [
      ref('stabilityai/stable-diffusion-3.5-medium', 4, 'default', {
        loader: 'diffusers.StableDiffusion3Pipeline.from_pretrained',
      }),
      ref('plover-ai/plover-vae', 5, 'default'),
    ],
  },
  {
    pattern: 40,
    name: 'a choice between two literals is none',
    files: {
      'choose.py': lines`
        from transformers import pipeline

        def reader(large):
            return pipeline("question-answering", model="plover-ai/plover-qa-large" if large else "plover-ai/plover-qa")
      `,
    },
    references: [
      ref('plover-ai/plover-qa-large', 4, 'call', { loader: 'transformers.pipeline' }),
      ref('plover-ai/plover-qa', 4, 'call', { loader: 'transformers.pipeline' }),
    ],
  },
  {
    pattern: 41,
    name: "a map's get with a fallback",
    files: {
      'base.py': lines`
        from transformers import AutoModel

        def sparse(config):
            path = config.get("path", "opensearch-project/opensearch-neural-sparse-encoding-doc-v2-mini")
            return AutoModel.from_pretrained(path)
      `,
    },
    references: [
      ref('opensearch-project/opensearch-neural-sparse-encoding-doc-v2-mini', 4, 'default', {
        loader: 'transformers.AutoModel.from_pretrained',
      }),
    ],
  },
  {
    pattern: 42,
    name: 'a class constant, read through self',
    files: {
      'loader.py': lines`
        from transformers import AutoTokenizer

        class PloverLoader:
            TOKENIZER = "Qwen/Qwen3-VL-4B-Instruct"

            def tokenizer(self):
                return AutoTokenizer.from_pretrained(self.TOKENIZER)
      `,
    },
    references: [
      ref('Qwen/Qwen3-VL-4B-Instruct', 4, 'constant', { loader: 'transformers.AutoTokenizer.from_pretrained' }),
    ],
  },
  {
    pattern: 43,
    name: 'a map of short names, read by a variable',
    files: {
      'align.py': lines`
        from transformers import Wav2Vec2ForCTC

        ALIGN_MODELS = {
            "ja": "jonatasgrosman/wav2vec2-large-xlsr-53-japanese",
            "cs": "comodoro/wav2vec2-xls-r-300m-cs-250",
        }

        def load_align_model(language):
            return Wav2Vec2ForCTC.from_pretrained(ALIGN_MODELS[language])
      `,
    },
    references: [
      ref('jonatasgrosman/wav2vec2-large-xlsr-53-japanese', 4, 'constant', {
        loader: 'transformers.Wav2Vec2ForCTC.from_pretrained',
      }),
      ref('comodoro/wav2vec2-xls-r-300m-cs-250', 5, 'constant', {
        loader: 'transformers.Wav2Vec2ForCTC.from_pretrained',
      }),
    ],
  },
  {
    pattern: 44,
    name: 'a map of maps, whose inner key is the argument',
    files: {
      'single_file.py': lines`
        from huggingface_hub import snapshot_download

        DEFAULT_PATHS = {
            "v1": {"pretrained_model_name_or_path": "stable-diffusion-v1-5/stable-diffusion-v1-5"},
            "upscale": {"pretrained_model_name_or_path": "stabilityai/stable-diffusion-x4-upscaler", "subfolder": "unet"},
        }

        def config_of(model_type):
            default = DEFAULT_PATHS[model_type]
            return snapshot_download(default["pretrained_model_name_or_path"])
      `,
    },
    references: [
      ref('stable-diffusion-v1-5/stable-diffusion-v1-5', 4, 'constant', {
        loader: 'huggingface_hub.snapshot_download',
      }),
      ref('stabilityai/stable-diffusion-x4-upscaler', 5, 'constant', { loader: 'huggingface_hub.snapshot_download' }),
    ],
  },
  {
    pattern: 46,
    name: 'a source with a folder after two colons, and one that is the address of a file',
    files: {
      'starters.py': lines`
        t5 = StarterModel(
            name="t5_base_encoder",
            source="InvokeAI/t5-v1_1-xxl::bfloat16",
        )
        negative = StarterModel(
            name="negative",
            source="https://huggingface.co/cyberdelia/CyberRealistic_Negative/resolve/main/CyberRealistic_Negative_v3.pt",
        )
      `,
    },
    references: [
      ref('InvokeAI/t5-v1_1-xxl', 3, 'call'),
      ref('cyberdelia/CyberRealistic_Negative', 7, 'url', {
        revision: { at: 'named', name: 'main' },
        file: 'CyberRealistic_Negative_v3.pt',
        loader: 'download',
      }),
    ],
  },
  {
    pattern: 47,
    name: 'so does one that ends after an underscore, or right after its namespace',
    files: {
      'speech.py': lines`
        from datasets import load_dataset

        def speech(lang):
            yield load_dataset(f"plover-ai/speech_{lang}")
            yield load_dataset(f"plover-ai/{lang}")
      `,
    },
    references: [],
    unresolved: [
      open('plover-ai/speech_{lang}', 4, { kind: 'dataset', loader: 'datasets.load_dataset' }),
      open('plover-ai/{lang}', 5, { kind: 'dataset', loader: 'datasets.load_dataset' }),
    ],
  },
  {
    pattern: 49,
    name: 'pairs in a list are met by a loop',
    files: {
      'check.py': lines`
        from sentence_transformers import CrossEncoder

        CASES = [
            ("cross-encoder/ms-marco-MiniLM-L6-v2", 8.12),
            ("plover-ai/plover-rerank", 5.7),
        ]
        for name, expected in CASES:
            assert CrossEncoder(name).predict(PAIR) == expected
      `,
    },
    references: [
      ref('cross-encoder/ms-marco-MiniLM-L6-v2', 4, 'constant', { loader: 'sentence_transformers.CrossEncoder' }),
      ref('plover-ai/plover-rerank', 5, 'constant', { loader: 'sentence_transformers.CrossEncoder' }),
    ],
  },
  {
    pattern: 50,
    name: 'a doctest is read as code, and stays documentation',
    files: {
      'pipeline.py': lines`
        class PloverPipeline:
            """
            Samples from a diffusion model.

            Examples:

                >>> from diffusers import UNet2DModel
                >>> model = UNet2DModel.from_pretrained("google/ddpm-celebahq-256").to("cuda")
            """
      `,
    },
    references: [ref('google/ddpm-celebahq-256', 8, 'docstring', { loader: 'diffusers.UNet2DModel.from_pretrained' })],
  },
  {
    pattern: 51,
    name: 'an example in the words of a docstring',
    files: {
      'card.py': lines`
        class ModelCardData:
            """Data of a card.

            Args:
                model_id (str): The model's id on the Hub, e.g. "plover-ai/plover-mpnet-base" or
                    tomaarsen/sbert-mpnet-base-allnli.
                ratio (float): between train/eval, e.g. 0.9/0.1.
            """
      `,
    },
    references: [
      ref('plover-ai/plover-mpnet-base', 5, 'docstring'),
      ref('tomaarsen/sbert-mpnet-base-allnli', 6, 'docstring'),
    ],
  },
  {
    pattern: 52,
    name: 'code that is commented out is a comment',
    files: {
      'agent.py': lines`
        from txtai import LLM

        llm = LLM("Qwen/Qwen3-4B-Instruct-2507")

        # Larger models do better:
        # llm = LLM("unsloth/Qwen3-30B-A3B-Instruct-2507")
      `,
    },
    references: [
      ref('Qwen/Qwen3-4B-Instruct-2507', 3, 'call', { loader: 'txtai.LLM' }),
      ref('unsloth/Qwen3-30B-A3B-Instruct-2507', 6, 'comment'),
    ],
  },
  {
    pattern: 53,
    name: 'a write is no load',
    files: {
      'publish.py': lines`
        from transformers import AutoModel

        model = AutoModel.from_pretrained("plover-ai/plover-base")
        model.push_to_hub("plover-ai/plover-finetuned", private=True)
      `,
    },
    references: [
      ref('plover-ai/plover-base', 3, 'call', { loader: 'transformers.AutoModel.from_pretrained' }),
      ref('plover-ai/plover-finetuned', 4, 'call', { loader: /push_to_hub$/, writes: true }),
    ],
  },
  {
    pattern: 47,
    name: 'a template whose parts are all known is composed, where its namespace stands',
    files: {
      'composed.py': lines`
        from transformers import MarianMTModel

        SOURCE, TARGET = "en", "fr"
        model = MarianMTModel.from_pretrained(f"Helsinki-NLP/opus-mt-{SOURCE}-{TARGET}")
      `,
    },
    references: [
      ref('Helsinki-NLP/opus-mt-en-fr', 4, 'call', { loader: 'transformers.MarianMTModel.from_pretrained' }),
    ],
  },
  {
    pattern: 37,
    name: 'it reaches the loader through HfArgumentParser',
    files: {
      'finetune.py': lines`
        from dataclasses import dataclass, field
        import transformers

        @dataclass
        class ModelArguments:
            model_name_or_path: str = field(default="facebook/opt-125m")

        def train():
            parser = transformers.HfArgumentParser((ModelArguments, transformers.TrainingArguments))
            model_args, training_args = parser.parse_args_into_dataclasses()
            return transformers.AutoModelForCausalLM.from_pretrained(model_args.model_name_or_path)
      `,
    },
    references: [
      ref('facebook/opt-125m', 6, 'default', { loader: 'transformers.AutoModelForCausalLM.from_pretrained' }),
    ],
  },
  {
    pattern: 40,
    name: 'what a conditional or an or falls back on is a default',
    files: {
      'caption.py': lines`
        from transformers import pipeline

        class Caption:
            def __init__(self, path=None, ranker=None):
                self.caption = pipeline("image-to-text", model=path if path else "ydshieh/vit-gpt2-coco-en")
                self.ranker = pipeline("text-classification", ranker or "plover-ai/plover-rerank")
      `,
    },
    references: [
      ref('ydshieh/vit-gpt2-coco-en', 5, 'default', { loader: 'transformers.pipeline' }),
      ref('plover-ai/plover-rerank', 6, 'default', { loader: 'transformers.pipeline' }),
    ],
  },
  {
    pattern: 38,
    name: "a settings class's default is a default, not a constant",
    files: {
      'settings.py': lines`
        from pydantic import BaseModel, Field

        class LlmSettings(BaseModel):
            repo_id: str = "TheBloke/Mistral-7B-Instruct-v0.2-GGUF"
            embedder: str = Field("plover-ai/plover-embed", description="model of the index")
      `,
    },
    references: [
      ref('TheBloke/Mistral-7B-Instruct-v0.2-GGUF', 4, 'default'),
      ref('plover-ai/plover-embed', 5, 'default'),
    ],
  },
  {
    pattern: 48,
    name: 'a comparison names a repository and loads nothing',
    files: {
      'keys.py': lines`
        def modified(name_or_path):
            if name_or_path == "stabilityai/sdxl-turbo":
                return 1
            elif name_or_path in ("stabilityai/stable-diffusion-2-1-base", "plover-ai/plover-sdxl"):
                return 2
      `,
    },
    references: [
      ref('stabilityai/sdxl-turbo', 2, 'constant'),
      ref('stabilityai/stable-diffusion-2-1-base', 4, 'constant'),
      ref('plover-ai/plover-sdxl', 4, 'constant'),
    ],
  },
  {
    name: 'an id in a message to people is no load',
    files: {
      'log.py': lines`
        import logging

        logging.info("Downloading BAAI/bge-m3 from the Hub, this may take a while")
        raise ValueError("only BAAI/bge-m3 and its relatives are supported")
      `,
    },
    references: [ref('BAAI/bge-m3', 3, 'prose'), ref('BAAI/bge-m3', 4, 'prose')],
  },
  {
    pattern: 52,
    name: 'lines that are commented out together are read as code',
    files: {
      'agent.py': lines`
        # from transformers import AutoModel
        # model = AutoModel.from_pretrained(
        #     "unsloth/Qwen3-30B-A3B-Instruct-2507",
        #     revision="${SHA}",
        # )
      `,
    },
    references: [
      ref('unsloth/Qwen3-30B-A3B-Instruct-2507', 3, 'comment', {
        loader: 'transformers.AutoModel.from_pretrained',
        revision: commit,
      }),
    ],
  },
  {
    pattern: 47,
    name: 'a template keeps its literal namespace, however it is written',
    files: {
      'translation.py': lines`
        from transformers import MarianMTModel

        def percent(source, target):
            template = "Helsinki-NLP/opus-mt-%s-%s"
            return MarianMTModel.from_pretrained(template % (source, target))

        def interpolated(pair):
            return MarianMTModel.from_pretrained(f"Helsinki-NLP/opus-mt-{pair}")

        def formatted(pair):
            return MarianMTModel.from_pretrained("Helsinki-NLP/opus-mt-{}".format(pair))

        def joined(pair):
            return MarianMTModel.from_pretrained("Helsinki-NLP/opus-mt-" + pair)
      `,
    },
    references: [],
    unresolved: [
      open('Helsinki-NLP/opus-mt-{source}-{target}', 4, { loader: 'transformers.MarianMTModel.from_pretrained' }),
      open('Helsinki-NLP/opus-mt-{pair}', 8, { loader: 'transformers.MarianMTModel.from_pretrained' }),
      open('Helsinki-NLP/opus-mt-{pair}', 11, { loader: 'transformers.MarianMTModel.from_pretrained' }),
      open('Helsinki-NLP/opus-mt-{pair}', 14, { loader: 'transformers.MarianMTModel.from_pretrained' }),
    ],
  },
];
