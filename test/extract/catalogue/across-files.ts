/** What reaches a loader in another file: constants, wrappers, pins. */

import { commit, lines, type Row, ref, SHA } from './row.ts';

export const ACROSS_FILES: readonly Row[] = [
  {
    name: 'a constant of another module reaches the loader here',
    files: {
      'app/constants.py': lines`
        EMBEDDING_MODEL = "plover-ai/plover-embed"
        CHUNK = 512
      `,
      'app/warm.py': lines`
        from sentence_transformers import SentenceTransformer
        from app.constants import EMBEDDING_MODEL

        SentenceTransformer(EMBEDDING_MODEL)
      `,
    },
    references: [
      ref('plover-ai/plover-embed', 1, 'constant', {
        path: 'app/constants.py',
        loader: 'sentence_transformers.SentenceTransformer',
      }),
    ],
  },
  {
    name: 'so does one that is read as a member of the module',
    files: {
      'app/constants.py': 'EMBEDDING_MODEL = "plover-ai/plover-embed"\n',
      'scripts/warm.py': lines`
        from sentence_transformers import SentenceTransformer
        import app.constants as constants

        SentenceTransformer(constants.EMBEDDING_MODEL)
      `,
    },
    references: [
      ref('plover-ai/plover-embed', 1, 'constant', {
        path: 'app/constants.py',
        loader: 'sentence_transformers.SentenceTransformer',
      }),
    ],
  },
  {
    name: 'relative imports go through what a package exports again',
    files: {
      'search/__init__.py': 'from .names import RERANKER\n',
      'search/names.py': 'RERANKER = "plover-ai/plover-rerank"\n',
      'search/rank.py': lines`
        from sentence_transformers import CrossEncoder
        from . import RERANKER

        model = CrossEncoder(RERANKER)
      `,
    },
    references: [
      ref('plover-ai/plover-rerank', 1, 'constant', {
        path: 'search/names.py',
        loader: 'sentence_transformers.CrossEncoder',
      }),
    ],
  },
  {
    name: 'a wrapper of another module makes its callers loads',
    files: {
      'app/embed.py': lines`
        from transformers import AutoModel

        def load(name, revision=None):
            return AutoModel.from_pretrained(name, revision=revision, trust_remote_code=True)
      `,
      'app/main.py': lines`
        from app.embed import load

        model = load("plover-ai/plover-embed", revision="${SHA}")
        other = load("plover-ai/plover-other")
      `,
    },
    references: [
      ref('plover-ai/plover-embed', 3, 'call', {
        path: 'app/main.py',
        loader: 'transformers.AutoModel.from_pretrained',
        revision: commit,
        remoteCode: true,
      }),
      ref('plover-ai/plover-other', 4, 'call', {
        path: 'app/main.py',
        loader: 'transformers.AutoModel.from_pretrained',
        remoteCode: true,
      }),
    ],
  },
  {
    name: 'TypeScript: a constant, a member of an enum and a key of a frozen table',
    files: {
      'src/models.ts': lines`
        export const CHAT = 'plover-ai/plover-1b-ONNX' as const;
        export enum Task { Asr = 'plover-ai/plover-asr-ONNX' }
        export const BY_TASK = { rank: 'plover-ai/plover-rank-ONNX' } satisfies Record<string, string>;
      `,
      'src/use.ts': lines`
        import { pipeline } from '@huggingface/transformers';
        import { BY_TASK, CHAT as MODEL, Task } from './models.ts';

        await pipeline('text-generation', MODEL);
        await pipeline('automatic-speech-recognition', Task.Asr);
        await pipeline('text-classification', BY_TASK.rank);
      `,
    },
    references: [
      ref('plover-ai/plover-1b-ONNX', 1, 'constant', {
        path: 'src/models.ts',
        loader: '@huggingface/transformers.pipeline',
      }),
      ref('plover-ai/plover-asr-ONNX', 2, 'constant', {
        path: 'src/models.ts',
        loader: '@huggingface/transformers.pipeline',
      }),
      ref('plover-ai/plover-rank-ONNX', 3, 'constant', {
        path: 'src/models.ts',
        loader: '@huggingface/transformers.pipeline',
      }),
    ],
  },
  {
    name: 'TypeScript: a path alias of the compiler',
    files: {
      'src/lib/names.ts': "export const EMBEDDER = 'plover-ai/plover-embed-ONNX';\n",
      'src/pages/index.tsx': lines`
        import { pipeline } from '@huggingface/transformers';
        import { EMBEDDER } from '@/lib/names';

        export const load = () => pipeline('feature-extraction', EMBEDDER);
      `,
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }\n',
    },
    references: [
      ref('plover-ai/plover-embed-ONNX', 1, 'constant', {
        path: 'src/lib/names.ts',
        loader: '@huggingface/transformers.pipeline',
      }),
    ],
  },
  {
    name: 'a pin of another module is a pin',
    files: {
      'app/load.py': lines`
        from transformers import AutoModel
        from app.pins import PLOVER

        model = AutoModel.from_pretrained("plover-ai/plover-base", revision=PLOVER)
      `,
      'app/pins.py': `PLOVER = "${SHA}"\n`,
    },
    references: [
      ref('plover-ai/plover-base', 4, 'call', {
        path: 'app/load.py',
        loader: 'transformers.AutoModel.from_pretrained',
        revision: commit,
      }),
    ],
  },
];
