/** Patterns 3 and 4: what pins a revision, and what only looks like a pin. */

import { commit, lines, named, type Row, ref, SHA } from './row.ts';

export const REVISIONS: readonly Row[] = [
  {
    pattern: 3,
    name: 'a commit of forty hex digits is a pin',
    files: {
      'rerank.py': lines`
        from sentence_transformers import CrossEncoder

        ranker = CrossEncoder("cross-encoder/ms-marco-MiniLM-L6-v2", revision="${SHA}")
      `,
    },
    references: [
      ref('cross-encoder/ms-marco-MiniLM-L6-v2', 3, 'call', {
        loader: 'sentence_transformers.CrossEncoder',
        revision: commit,
      }),
    ],
  },
  {
    pattern: 3,
    name: 'a constant that holds a commit is a pin, one that holds a branch is none',
    files: {
      'load.py': lines`
        from transformers import AutoModel, AutoTokenizer

        PINNED = "${SHA}"
        BRANCH = "main"
        model = AutoModel.from_pretrained("heron-lab/heron-7b", revision=PINNED)
        tokenizer = AutoTokenizer.from_pretrained("heron-lab/heron-7b", revision=BRANCH)
      `,
    },
    references: [
      ref('heron-lab/heron-7b', 5, 'call', { loader: 'transformers.AutoModel.from_pretrained', revision: commit }),
      ref('heron-lab/heron-7b', 6, 'call', {
        loader: 'transformers.AutoTokenizer.from_pretrained',
        revision: named('main'),
      }),
    ],
  },
  {
    pattern: 3,
    name: 'seven hex digits can name a branch',
    files: {
      'load.py':
        'from transformers import AutoModel\nm = AutoModel.from_pretrained("heron-lab/heron-7b", revision="deadbee")\n',
    },
    references: [
      ref('heron-lab/heron-7b', 2, 'call', {
        loader: 'transformers.AutoModel.from_pretrained',
        revision: { at: 'short', commit: 'deadbee' },
      }),
    ],
  },
  {
    pattern: 3,
    name: 'a revision from the environment counts as its default',
    files: {
      'load.py': lines`
        import os
        from transformers import AutoModel

        model = AutoModel.from_pretrained("heron-lab/heron-7b", revision=os.getenv("HERON_REVISION", "main"))
      `,
    },
    references: [
      ref('heron-lab/heron-7b', 4, 'call', {
        loader: 'transformers.AutoModel.from_pretrained',
        revision: named('main'),
      }),
    ],
  },
  {
    pattern: 3,
    name: 'a revision in a spread map is followed',
    files: {
      'load.py': lines`
        from transformers import AutoModel

        options = {"revision": "${SHA}", "torch_dtype": "auto"}
        model = AutoModel.from_pretrained("heron-lab/heron-7b", **options)
      `,
    },
    references: [
      ref('heron-lab/heron-7b', 4, 'call', { loader: 'transformers.AutoModel.from_pretrained', revision: commit }),
    ],
  },
  {
    pattern: 3,
    name: 'a revision that only the caller knows is dynamic, and one that defaults to None is none',
    files: {
      'load.py': lines`
        from transformers import AutoModel

        def pinned(revision):
            return AutoModel.from_pretrained("heron-lab/heron-7b", revision=revision)

        def loose(revision=None):
            return AutoModel.from_pretrained("heron-lab/heron-3b", revision=revision)
      `,
    },
    references: [
      ref('heron-lab/heron-7b', 4, 'call', {
        loader: 'transformers.AutoModel.from_pretrained',
        revision: { at: 'dynamic', text: 'revision' },
      }),
      ref('heron-lab/heron-3b', 7, 'call', { loader: 'transformers.AutoModel.from_pretrained' }),
    ],
  },
  {
    pattern: 4,
    name: 'a pull request is a revision that moves',
    files: {
      'sdxl.py': lines`
        from diffusers import FlaxStableDiffusionXLPipeline

        pipeline, params = FlaxStableDiffusionXLPipeline.from_pretrained(
            "stabilityai/stable-diffusion-xl-base-1.0", revision="refs/pr/95", split_head_dim=True
        )
      `,
    },
    references: [
      ref('stabilityai/stable-diffusion-xl-base-1.0', 4, 'call', {
        loader: 'diffusers.FlaxStableDiffusionXLPipeline.from_pretrained',
        revision: named('refs/pr/95'),
      }),
    ],
  },
  {
    pattern: 45,
    name: 'a registry of pins: the key names the repository, the value pins it',
    files: {
      'hf_revisions.py': lines`
        HF_REVISIONS = {
            "BAAI/bge-m3": "${SHA}",
            "plover-ai/plover-rerank": "${SHA}",
        }
      `,
    },
    references: [
      ref('BAAI/bge-m3', 2, 'constant', { revision: commit }),
      ref('plover-ai/plover-rerank', 3, 'constant', { revision: commit }),
    ],
  },
  {
    pattern: 45,
    name: 'a revision that is looked up in the registry is a pin',
    files: {
      'embed.py': lines`
        from transformers import AutoModel

        PINS = {"BAAI/bge-m3": "${SHA}"}
        MODEL = "BAAI/bge-m3"
        model = AutoModel.from_pretrained(MODEL, revision=PINS[MODEL])
      `,
    },
    references: [
      ref('BAAI/bge-m3', 3, 'constant', { revision: commit }),
      ref('BAAI/bge-m3', 4, 'constant', { loader: 'transformers.AutoModel.from_pretrained', revision: commit }),
    ],
  },
];
