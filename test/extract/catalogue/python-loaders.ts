/** Patterns 1 to 19 but for 3 and 4: calls of Python libraries that load from the Hub. */

import { commit, lines, type Row, ref, SHA } from './row.ts';

export const PYTHON_LOADERS: readonly Row[] = [
  {
    pattern: 1,
    name: 'from_pretrained with a positional id',
    files: {
      'backend.py': lines`
        from model2vec import StaticModel

        class StaticBackend:
            def __init__(self):
                self.model = StaticModel.from_pretrained("minishlab/potion-base-8M")
      `,
    },
    references: [ref('minishlab/potion-base-8M', 5, 'call', { loader: 'model2vec.StaticModel.from_pretrained' })],
  },
  {
    pattern: 2,
    name: 'pretrained_model_name_or_path as a keyword',
    files: {
      'train.py': lines`
        from transformers import AutoModelForCausalLM

        model = AutoModelForCausalLM.from_pretrained(
            pretrained_model_name_or_path="EleutherAI/pythia-70m",
            device_map="auto",
        )
      `,
    },
    references: [
      ref('EleutherAI/pythia-70m', 4, 'call', { loader: 'transformers.AutoModelForCausalLM.from_pretrained' }),
    ],
  },
  {
    pattern: 5,
    name: 'pipeline with the model as a keyword',
    files: {
      'zeroshot.py': lines`
        from transformers import pipeline

        classify = pipeline("zero-shot-classification", model="facebook/bart-large-mnli")
      `,
    },
    references: [ref('facebook/bart-large-mnli', 3, 'call', { loader: 'transformers.pipeline' })],
  },
  {
    pattern: 6,
    name: 'a pipeline without a model shows its default in the stored output alone',
    files: '006-implicit-model',
    references: [ref('google/vit-base-patch16-224', 28, 'output'), ref('google/vit-base-patch16-224', 28, 'output')],
  },
  {
    pattern: 7,
    name: 'sentence-transformers puts its own namespace before a bare name, save for the basic models',
    files: {
      'embed.py': lines`
        from sentence_transformers import SentenceTransformer

        small = SentenceTransformer("all-MiniLM-L6-v2")
        basic = SentenceTransformer("bert-base-uncased")
      `,
    },
    references: [
      ref('sentence-transformers/all-MiniLM-L6-v2', 3, 'call', { loader: 'sentence_transformers.SentenceTransformer' }),
      ref('bert-base-uncased', 4, 'call', { loader: 'sentence_transformers.SentenceTransformer' }),
    ],
  },
  {
    pattern: 8,
    name: 'a class that loads in its constructor',
    files: {
      'rank.py': lines`
        import sentence_transformers as st

        model = st.CrossEncoder("cross-encoder/stsb-roberta-base", max_length=512)
      `,
    },
    references: [ref('cross-encoder/stsb-roberta-base', 3, 'call', { loader: 'sentence_transformers.CrossEncoder' })],
  },
  {
    pattern: 9,
    name: "timm takes the Hub's names with a marker, and its own without",
    files: {
      'backbone.py': lines`
        import timm

        hub = timm.create_model("hf-hub:timm/eca_nfnet_l0", pretrained=True)
        old = timm.create_model("hf_hub:birdnest/plover_vit_small", pretrained=True)
        own = timm.create_model("resnet50.a1_in1k", pretrained=True)
      `,
    },
    references: [
      ref('timm/eca_nfnet_l0', 3, 'call', { loader: 'timm.create_model' }),
      ref('birdnest/plover_vit_small', 4, 'call', { loader: 'timm.create_model' }),
    ],
  },
  {
    pattern: 10,
    name: 'open_clip likewise, whose pretrained tags are no names of the Hub',
    files: {
      'clip.py': lines`
        import open_clip

        model, preprocess = open_clip.create_model_from_pretrained('hf-hub:laion/CLIP-ViT-g-14-laion2B-s12B-b42K')
        tokenizer = open_clip.get_tokenizer('hf-hub:laion/CLIP-ViT-g-14-laion2B-s12B-b42K')
        other, _, _ = open_clip.create_model_and_transforms("ViT-B-32", pretrained="laion2b_s34b_b79k")
      `,
    },
    references: [
      ref('laion/CLIP-ViT-g-14-laion2B-s12B-b42K', 3, 'call', { loader: 'open_clip.create_model_from_pretrained' }),
      ref('laion/CLIP-ViT-g-14-laion2B-s12B-b42K', 4, 'call', { loader: 'open_clip.get_tokenizer' }),
    ],
  },
  {
    pattern: 11,
    name: "flair's names of its own are none of the Hub's",
    files: {
      'tag.py': lines`
        from flair.models import SequenceTagger

        many = SequenceTagger.load("flair/ner-multi")
        own = SequenceTagger.load("ner-fast")
      `,
    },
    references: [ref('flair/ner-multi', 3, 'call', { loader: 'flair.models.SequenceTagger.load' })],
  },
  {
    pattern: 13,
    name: "an adapter's id is the second argument",
    files: {
      'adapt.py': lines`
        from peft import PeftModel
        from transformers import AutoModelForCausalLM

        base = AutoModelForCausalLM.from_pretrained("facebook/opt-350m")
        model = PeftModel.from_pretrained(base, "ybelkada/opt-350m-lora")
      `,
    },
    references: [
      ref('facebook/opt-350m', 4, 'call', { loader: 'transformers.AutoModelForCausalLM.from_pretrained' }),
      ref('ybelkada/opt-350m-lora', 5, 'call', { loader: 'peft.PeftModel.from_pretrained' }),
    ],
  },
  {
    pattern: 14,
    name: 'weights that are laid over a pipeline name their file',
    files: {
      'animate.py': lines`
        from diffusers import AnimateDiffPipeline, MotionAdapter

        adapter = MotionAdapter.from_pretrained("guoyww/animatediff-motion-adapter-v1-5-2")
        pipe = AnimateDiffPipeline.from_pretrained("emilianJR/epiCRealism", motion_adapter=adapter)
        pipe.load_lora_weights(
            "guoyww/animatediff-motion-lora-zoom-out",
            weight_name="diffusion_pytorch_model.safetensors",
            adapter_name="zoom-out",
        )
      `,
    },
    references: [
      ref('guoyww/animatediff-motion-adapter-v1-5-2', 3, 'call', { loader: 'diffusers.MotionAdapter.from_pretrained' }),
      ref('emilianJR/epiCRealism', 4, 'call', { loader: 'diffusers.AnimateDiffPipeline.from_pretrained' }),
      ref('guoyww/animatediff-motion-lora-zoom-out', 6, 'call', {
        loader: 'diffusers.load_lora_weights',
        file: 'diffusion_pytorch_model.safetensors',
      }),
    ],
  },
  {
    pattern: 15,
    name: 'textual inversions, and repo_id with repo_type as keywords',
    files: {
      'invert.py': lines`
        from huggingface_hub import hf_hub_download

        pipe.load_textual_inversion("sd-concepts-library/cat-toy")
        path = hf_hub_download(repo_id="linoyts/web_y2k", filename="web_y2k_emb.safetensors", repo_type="model")
      `,
    },
    references: [
      ref('sd-concepts-library/cat-toy', 3, 'call', { loader: 'diffusers.load_textual_inversion' }),
      ref('linoyts/web_y2k', 4, 'call', {
        loader: 'huggingface_hub.hf_hub_download',
        file: 'web_y2k_emb.safetensors',
      }),
    ],
  },
  {
    pattern: 16,
    name: 'a kernel is native code, whatever the arguments say',
    files: {
      'attention.py': lines`
        from kernels import get_kernel

        flash = get_kernel(repo_id="kernels-community/flash-attn3", revision="${SHA}")
        act = get_kernel("kernels-community/activation")
      `,
    },
    references: [
      ref('kernels-community/flash-attn3', 3, 'call', {
        kind: 'kernel',
        loader: 'kernels.get_kernel',
        revision: commit,
        remoteCode: true,
      }),
      ref('kernels-community/activation', 4, 'call', {
        kind: 'kernel',
        loader: 'kernels.get_kernel',
        remoteCode: true,
      }),
    ],
  },
  {
    pattern: 17,
    name: 'a single file by position',
    files: {
      'hed.py': lines`
        import huggingface_hub as hub

        path = hub.hf_hub_download("lllyasviel/Annotators", "ControlNetHED.pth")
      `,
    },
    references: [
      ref('lllyasviel/Annotators', 3, 'call', {
        loader: 'huggingface_hub.hf_hub_download',
        file: 'ControlNetHED.pth',
      }),
    ],
  },
  {
    pattern: 18,
    name: 'the id and the revision in a map that is spread into the call',
    files: {
      'fetch.py': lines`
        from huggingface_hub import snapshot_download

        kwargs = {
            "repo_id": "heron-lab/heron-whisper",
            "revision": "${SHA}",
            "allow_patterns": ["config.json", "model.bin"],
        }
        path = snapshot_download(**kwargs)
      `,
    },
    references: [
      ref('heron-lab/heron-whisper', 4, 'constant', {
        loader: 'huggingface_hub.snapshot_download',
        revision: commit,
      }),
    ],
  },
  {
    pattern: 18,
    name: 'a table of sizes that a parameter chooses from',
    files: {
      'sizes.py': lines`
        import huggingface_hub

        _MODELS = {
            "tiny": "Systran/faster-whisper-tiny",
            "base": "Systran/faster-whisper-base",
        }

        def download_model(size_or_id, local_files_only=False, revision=None):
            if "/" in size_or_id:
                repo_id = size_or_id
            else:
                repo_id = _MODELS.get(size_or_id)
            kwargs = {"local_files_only": local_files_only, "revision": revision}
            return huggingface_hub.snapshot_download(repo_id, **kwargs)
      `,
    },
    references: [
      ref('Systran/faster-whisper-tiny', 4, 'constant', { loader: 'huggingface_hub.snapshot_download' }),
      ref('Systran/faster-whisper-base', 5, 'constant', { loader: 'huggingface_hub.snapshot_download' }),
    ],
  },
  {
    pattern: 19,
    name: 'an inference client takes an id, or an address that is none',
    files: {
      'ask.py': lines`
        from huggingface_hub import InferenceClient

        hosted = InferenceClient(model="meta-llama/Meta-Llama-3-8B-Instruct")
        own = InferenceClient(model="https://uu149rez6gw9ehej.eu-west-1.aws.endpoints.huggingface.cloud/deepfloyd-if")
      `,
    },
    references: [ref('meta-llama/Meta-Llama-3-8B-Instruct', 3, 'call', { loader: 'huggingface_hub.InferenceClient' })],
    rejected: {
      'https://uu149rez6gw9ehej.eu-west-1.aws.endpoints.huggingface.cloud/deepfloyd-if': /address of/,
    },
  },
];
