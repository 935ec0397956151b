/** Patterns 63 to 72: JavaScript and TypeScript. */

import { lines, named, type Row, ref } from './row.ts';

export const JAVASCRIPT: readonly Row[] = [
  {
    pattern: 63,
    name: 'an example in JSDoc is documentation with a loader',
    files: {
      'audio.js': lines`
        /**
         * Labels sounds.
         *
         * **Example:** Perform audio classification.
         * \`\`\`javascript
         * import { pipeline } from '@huggingface/transformers';
         * const classifier = await pipeline('audio-classification', 'Xenova/wav2vec2-large-xlsr-53-gender');
         * \`\`\`
         */
        export class AudioClassificationPipeline {}
      `,
    },
    references: [
      ref('Xenova/wav2vec2-large-xlsr-53-gender', 7, 'docstring', { loader: '@huggingface/transformers.pipeline' }),
    ],
  },
  {
    pattern: 65,
    name: 'a static field, read through this',
    files: {
      'pipeline.js': lines`
        import { pipeline } from '@huggingface/transformers';

        class PipelineSingleton {
          static task = 'text-classification';
          static model = 'Xenova/distilbert-base-uncased-finetuned-sst-2-english';
          static instance = null;

          static async getInstance(progress_callback = null) {
            this.instance ??= pipeline(this.task, this.model, { progress_callback });
            return this.instance;
          }
        }
      `,
    },
    references: [
      ref('Xenova/distilbert-base-uncased-finetuned-sst-2-english', 5, 'constant', {
        loader: '@huggingface/transformers.pipeline',
      }),
    ],
  },
  {
    pattern: 67,
    name: 'an inference client takes the model in an object',
    files: {
      'chat.ts': lines`
        import { InferenceClient } from '@huggingface/inference';

        const client = new InferenceClient(process.env.HF_TOKEN);
        const out = await client.chatCompletion({
          model: 'Qwen/Qwen2.5-7B-Instruct',
          messages: [{ role: 'user', content: 'Pros/cons of birds?' }],
        });
      `,
    },
    references: [ref('Qwen/Qwen2.5-7B-Instruct', 5, 'call', { loader: '@huggingface/inference.chatCompletion' })],
  },
  {
    pattern: 69,
    name: "web-llm's short ids are its own, its list of models has the Hub's addresses",
    files: {
      'main.ts': lines`
        import * as webllm from '@mlc-ai/web-llm';

        const engine = await webllm.CreateMLCEngine('Llama-3.1-8B-Instruct-q4f32_1-MLC');
        const appConfig: webllm.AppConfig = {
          model_list: [
            {
              model: 'https://huggingface.co/mlc-ai/Llama-3.1-8B-Instruct-q4f32_1-MLC',
              model_id: 'Llama-3.1-8B-Instruct-q4f32_1-MLC',
              model_lib: webllm.modelLibURLPrefix + '/Llama-3_1-8B-Instruct-q4f32_1-ctx4k_cs1k-webgpu.wasm',
            },
          ],
        };
      `,
    },
    references: [ref('mlc-ai/Llama-3.1-8B-Instruct-q4f32_1-MLC', 7, 'url')],
  },
  {
    pattern: 70,
    name: 'a base address ends in the revision',
    files: {
      'utils.js': lines`
        export const MODELS = {
          intfloat_e5_small_v2: {
            base_url: "https://huggingface.co/intfloat/e5-small-v2/resolve/main/",
            search_prefix: "query: ",
          },
          plover: { base_url: "https://huggingface.co/plover-ai/plover-embed/resolve/refs%2Fpr%2F21/" },
        };
      `,
    },
    references: [
      ref('intfloat/e5-small-v2', 3, 'url', { revision: named('main'), loader: 'download' }),
      ref('plover-ai/plover-embed', 6, 'url', { revision: named('refs/pr/21'), loader: 'download' }),
    ],
  },
  {
    pattern: 71,
    name: 'an address with a short commit',
    files: {
      'gguf.spec.ts': lines`
        const URL_LLAMA = "https://huggingface.co/TheBloke/Llama-2-7B-Chat-GGUF/resolve/191239b/llama-2-7b-chat.Q2_K.gguf";
      `,
    },
    references: [
      ref('TheBloke/Llama-2-7B-Chat-GGUF', 1, 'url', {
        revision: { at: 'short', commit: '191239b' },
        file: 'llama-2-7b-chat.Q2_K.gguf',
        loader: 'download',
      }),
    ],
  },
  {
    pattern: 64,
    name: 'a table of defaults for each task',
    files: {
      'index.js': lines`
        const TASKS = Object.freeze({
          'text-classification': {
            pipeline: TextClassificationPipeline,
            default: {
              // TODO: replace with the original, distilbert/distilbert-base-uncased-finetuned-sst-2-english
              model: 'Xenova/distilbert-base-uncased-finetuned-sst-2-english',
            },
            type: 'text',
          },
        });
      `,
    },
    references: [
      ref('distilbert/distilbert-base-uncased-finetuned-sst-2-english', 5, 'comment'),
      ref('Xenova/distilbert-base-uncased-finetuned-sst-2-english', 6, 'constant'),
    ],
  },
  {
    pattern: 68,
    name: 'a repository as an object of its type and name',
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
    pattern: 66,
    name: 'the first of a list of models reaches the AI SDK',
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
];
