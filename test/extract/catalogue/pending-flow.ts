/** Pending: what flow does not follow. Each row says what is right; it fails today. */

import { lines, type PendingRow, ref } from './row.ts';

export const PENDING_FLOW: readonly PendingRow[] = [
  {
    name: 'a local module that shadows a library is the project’s own',
    wrong: 'sinks.loaderOf takes a distinctive name although it is imported from a module of the tree',
    files: {
      'transformers.py': lines`
        def pipeline(task, model):
            return open(f"texts/{model}").read()
      `,
      'use.py': lines`
        from .transformers import pipeline

        text = pipeline("poem", "spring/morning")
      `,
    },
    references: [],
    rejected: { 'spring/morning': /./ },
  },
  {
    pattern: 49,
    name: 'cases of a test reach the loader through its parameter',
    wrong: 'flow does not bind a parameter to what pytest.mark.parametrize lists for it',
    files: {
      'test_pretrained.py': lines`
        import pytest
        from sentence_transformers import CrossEncoder

        @pytest.mark.parametrize(
            "model_name, expected",
            [
                ("cross-encoder/ms-marco-MiniLM-L6-v2", [8.12, -4.2]),
                ("plover-ai/plover-rerank", [5.7, -1.5]),
            ],
        )
        def test_scores(model_name, expected):
            model = CrossEncoder(model_name)
      `,
    },
    references: [
      ref('cross-encoder/ms-marco-MiniLM-L6-v2', 7, 'call', { loader: 'sentence_transformers.CrossEncoder' }),
      ref('plover-ai/plover-rerank', 8, 'call', { loader: 'sentence_transformers.CrossEncoder' }),
    ],
  },
  {
    pattern: 85,
    name: 'an ARG that Python in a RUN loads',
    wrong: 'the Python in a RUN is a module of its own; a name in braces within it is not looked up among the ARGs',
    files: {
      Dockerfile: lines`
        FROM python:3.12-slim
        ARG EMBEDDING_MODEL=plover-ai/plover-embed
        RUN python -c "from sentence_transformers import SentenceTransformer; SentenceTransformer('\${EMBEDDING_MODEL}')"
      `,
    },
    references: [ref('plover-ai/plover-embed', 2, 'shell', { loader: 'sentence_transformers.SentenceTransformer' })],
  },
];
