/** Patterns 92 to 102: model cards, configuration, bills of materials, documents. */

import { commit, lines, open, type Row, ref, SHA } from './row.ts';

export const CONFIG_FILES: readonly Row[] = [
  {
    pattern: 92,
    name: "a card's front matter: one base model as a value",
    files: {
      'README.md': lines`
        ---
        base_model: plover-ai/plover-base
        datasets: plover-ai/birds
        base_model_relation: quantized
        ---
      `,
    },
    references: [ref('plover-ai/plover-base', 2, 'config'), ref('plover-ai/birds', 3, 'config', { kind: 'dataset' })],
  },
  {
    pattern: 94,
    name: "an adapter's configuration, whose revision stands beside the id",
    files: {
      'adapter_config.json': lines`
        {
          "auto_mapping": null,
          "base_model_name_or_path": "plover-ai/plover-base",
          "peft_type": "LORA",
          "revision": "${SHA}",
          "target_modules": ["q_proj", "v_proj"]
        }
      `,
    },
    references: [ref('plover-ai/plover-base', 3, 'config', { revision: commit })],
  },
  {
    pattern: 95,
    name: '_name_or_path: an id, a folder of the cache, a folder of one’s own',
    files: {
      'model_index.json':
        '{ "_class_name": "StableDiffusionPipeline", "_name_or_path": "stable-diffusion-v1-5/stable-diffusion-v1-5" }\n',
      'text_encoder/config.json': `{ "_name_or_path": "/home/mei/.cache/huggingface/hub/models--plover-ai--plover-clip/snapshots/${SHA}/text_encoder" }\n`,
      'unet/config.json': '{ "_name_or_path": "./output/plover-unet" }\n',
    },
    references: [
      ref('stable-diffusion-v1-5/stable-diffusion-v1-5', 1, 'config', { path: 'model_index.json' }),
      ref('plover-ai/plover-clip', 1, 'config', { path: 'text_encoder/config.json', revision: commit }),
    ],
  },
  {
    pattern: 96,
    name: 'Axolotl: a base model and paths of data sets',
    files: {
      'axolotl.yml': lines`
        base_model: plover-ai/plover-3b
        model_type: LlamaForCausalLM
        datasets:
          - path: mhenrichsen/alpaca_2k_test
            type: alpaca
          - path: data/own.jsonl
            ds_type: json
        dataset_prepared_path: last_run/prepared
        output_dir: ./outputs/lora-out
      `,
    },
    references: [
      ref('plover-ai/plover-3b', 1, 'config'),
      ref('mhenrichsen/alpaca_2k_test', 4, 'config', { kind: 'dataset' }),
    ],
    rejected: { 'data/own.jsonl': /./, 'last_run/prepared': /./ },
  },
  {
    pattern: 97,
    name: "LiteLLM's list: routes to services, one to the Hub",
    files: {
      'config.yaml': lines`
        model_list:
          - model_name: gpt-4o
            litellm_params:
              model: azure/gpt-4o-eu
          - model_name: claude
            litellm_params:
              model: bedrock/anthropic.claude-3-sonnet-20240229-v1:0
          - model_name: fast
            litellm_params:
              model: groq/llama3-8b-8192
          - model_name: small
            litellm_params:
              model: openrouter/google/palm-2-chat-bison
          - model_name: gpt
            litellm_params:
              model: openai/gpt-4o-mini
          - model_name: zephyr
            litellm_params:
              model: huggingface/HuggingFaceH4/zephyr-7b-beta
              api_base: https://router.huggingface.co
      `,
    },
    references: [ref('HuggingFaceH4/zephyr-7b-beta', 19, 'config')],
    rejected: {
      'azure/gpt-4o-eu': /route/,
      'bedrock/anthropic.claude-3-sonnet-20240229-v1': /route/,
      'groq/llama3-8b-8192': /route/,
      'openrouter/google': /route/,
      'openai/gpt-4o-mini': /route/,
    },
  },
  {
    pattern: 97,
    name: 'a route to a vLLM of one’s own, which takes the id from the Hub',
    files: {
      'config.yaml': lines`
        model_list:
          - model_name: plover
            litellm_params:
              model: hosted_vllm/plover-ai/plover-7b
              api_base: http://vllm:8000
      `,
    },
    references: [ref('plover-ai/plover-7b', 4, 'config')],
  },
  {
    pattern: 98,
    name: "LocalAI's huggingface:// addresses",
    files: {
      'gallery/index.yaml': lines`
        - name: plover-8b
          urls:
            - https://huggingface.co/plover-ai/plover-8b
            - https://github.com/plover-ai/plover
          files:
            - filename: plover-8b-Q4_K_M.gguf
              uri: huggingface://plover-ai/plover-8b-GGUF/plover-8b-Q4_K_M.gguf
              sha256: 05ff9b17a5d8a4f8f4a1b1b6bfbd5ef6a3c2f2e6ad4e95d2ffb9c0e9ec1e5a7c
      `,
    },
    references: [
      ref('plover-ai/plover-8b', 3, 'url'),
      ref('plover-ai/plover-8b-GGUF', 7, 'config', { file: 'plover-8b-Q4_K_M.gguf' }),
    ],
    rejected: { 'https://github.com/plover-ai/plover': /address of github/ },
  },
  {
    pattern: 100,
    name: 'a package URL in a bill of materials',
    files: {
      'bom.json': lines`
        {
          "bomFormat": "CycloneDX",
          "components": [
            { "type": "machine-learning-model", "name": "plover", "purl": "pkg:huggingface/plover-ai/plover-base@${SHA}" },
            { "type": "library", "name": "left-pad", "purl": "pkg:npm/left-pad@1.3.0" },
            { "type": "library", "name": "scope", "purl": "pkg:npm/%40plover/scope@1.0.0" },
            { "type": "library", "name": "repo", "purl": "pkg:github/plover-ai/plover@v1.2.0" }
          ]
        }
      `,
    },
    references: [ref('plover-ai/plover-base', 4, 'config', { revision: commit })],
  },
  {
    pattern: 101,
    name: 'a link of reStructuredText names it twice',
    files: {
      'distributed.rst': lines`
        Distributed training
        ====================

        We finetune \`plover-ai/plover-mpnet <https://huggingface.co/plover-ai/plover-mpnet>\`_ on
        \`birds <https://huggingface.co/datasets/plover-ai/birds>\`_.
      `,
    },
    references: [
      ref('plover-ai/plover-mpnet', 4, 'prose'),
      ref('plover-ai/plover-mpnet', 4, 'url'),
      ref('plover-ai/birds', 5, 'url', { kind: 'dataset' }),
    ],
  },
  {
    pattern: 102,
    name: 'exported variables and the command that takes them',
    files: {
      'README.md': lines`
        ## Training

        \`\`\`bash
        export MODEL_NAME="plover-ai/plover-diffusion"
        export DATASET_NAME="plover-ai/birds-captions"

        accelerate launch train_text_to_image.py \
          --pretrained_model_name_or_path=$MODEL_NAME \
          --dataset_name=$DATASET_NAME \
          --output_dir="sd/birds-model"
        \`\`\`
      `,
    },
    references: [
      ref('plover-ai/plover-diffusion', 4, 'shell'),
      ref('plover-ai/birds-captions', 5, 'shell', { kind: 'dataset' }),
    ],
    rejected: { 'sd/birds-model': /./ },
  },
  {
    pattern: 99,
    name: 'YAML in a block of YAML',
    files: {
      'gallery/colbert.yaml': lines`
        name: plover-colbert
        config_file: |
          backend: rerankers
          # the type is forwarded to the backend
          type: colbert
          parameters:
            model: plover-ai/plover-colbert
      `,
    },
    references: [ref('plover-ai/plover-colbert', 7, 'config')],
  },
  {
    pattern: 92,
    name: "a card's front matter: base models and data sets, bare ones too",
    files: {
      'README.md': lines`
        ---
        license: apache-2.0
        library_name: transformers
        pipeline_tag: text-classification
        base_model:
          - plover-ai/plover-base
          - bert-base-uncased
        datasets:
          - squad_v2
          - plover-ai/birds
        tags: [text/classification, birds]
        ---

        # Plover
      `,
    },
    references: [
      ref('plover-ai/plover-base', 6, 'config'),
      ref('bert-base-uncased', 7, 'config'),
      ref('squad_v2', 9, 'config', { kind: 'dataset' }),
      ref('plover-ai/birds', 10, 'config', { kind: 'dataset' }),
    ],
  },
  {
    pattern: 93,
    name: 'what a Space preloads: a repository, its files, a commit',
    files: {
      'README.md': lines`
        ---
        title: Plover
        sdk: gradio
        app_file: app.py
        models: [plover-ai/plover-7b]
        preload_from_hub:
          - plover-ai/plover-prior text_encoder/model.safetensors,prior/diffusion_pytorch_model.safetensors
          - plover-ai/plover-tts
          - openai-community/gpt2 config.json ${SHA}
        ---
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 5, 'config'),
      ref('plover-ai/plover-prior', 7, 'config', {
        file: 'text_encoder/model.safetensors,prior/diffusion_pytorch_model.safetensors',
      }),
      ref('plover-ai/plover-tts', 8, 'config'),
      ref('openai-community/gpt2', 9, 'config', { file: 'config.json', revision: commit }),
    ],
  },
  {
    name: 'a catalogue of templates keeps the literal namespace, and a list of data sets is one by its name',
    files: {
      'llm_family.json': lines`
        { "specs": [{ "model_id": "plover-ai/plover-14B-{quantization}-MLX" }, { "model_id": "plover-ai/plover-14B" }] }
      `,
      'data/dataset_info.json': lines`
        { "birds": { "hf_hub_url": "plover-ai/birds", "columns": { "prompt": "question" } } }
      `,
    },
    references: [
      ref('plover-ai/plover-14B', 1, 'config', { path: 'llm_family.json' }),
      ref('plover-ai/birds', 1, 'config', { path: 'data/dataset_info.json', kind: 'dataset' }),
    ],
    unresolved: [open('plover-ai/plover-14B-{quantization}-MLX', 1)],
  },
];
