/** Patterns 54 to 62: data sets, Spaces, file systems. */

import { commit, lines, named, type Row, ref, SHA } from './row.ts';

export const HUB_DATA: readonly Row[] = [
  {
    pattern: 54,
    name: 'load_dataset names a data set, a configuration and a split',
    files: {
      'distil.py': lines`
        from datasets import load_dataset

        triplets = load_dataset("sentence-transformers/msmarco", "triplets", split="train", revision="${SHA}")
        legacy = load_dataset("squad_v2", split="train[:1%]")
      `,
    },
    references: [
      ref('sentence-transformers/msmarco', 3, 'call', {
        kind: 'dataset',
        loader: 'datasets.load_dataset',
        revision: commit,
      }),
      ref('squad_v2', 4, 'call', { kind: 'dataset', loader: 'datasets.load_dataset' }),
    ],
  },
  {
    pattern: 55,
    name: 'a builder reads files and is no repository, an address among its files is one',
    files: {
      'hybrid.py': lines`
        from datasets import load_dataset

        own = load_dataset("json", data_files="output/results.jsonl")
        csv = load_dataset("csv", data_files={"train": "data/train.csv"})
        far = load_dataset("parquet", data_files="hf://datasets/plover-ai/birds/data/train-*.parquet")
      `,
    },
    references: [ref('plover-ai/birds', 5, 'call', { kind: 'dataset', file: 'data/train-*.parquet' })],
  },
  {
    pattern: 56,
    name: 'a data frame from an hf:// address',
    files: {
      'frame.py': lines`
        import dask.dataframe as dd
        import pandas as pd

        df = dd.read_parquet("hf://datasets/plover-ai/birds/data/train-00000.parquet")
        small = pd.read_csv("hf://datasets/plover-ai/birds@v2/small.csv")
      `,
    },
    references: [
      ref('plover-ai/birds', 4, 'call', { kind: 'dataset', file: 'data/train-00000.parquet' }),
      ref('plover-ai/birds', 5, 'call', { kind: 'dataset', file: 'small.csv', revision: named('v2') }),
    ],
  },
  {
    pattern: 57,
    name: 'an address in a query, and the branch that the Hub converts to Parquet',
    files: {
      'query.py': lines`
        import duckdb

        duckdb.sql("SELECT * FROM 'hf://datasets/plover-ai/birds/train.csv' LIMIT 5")
        duckdb.sql("SELECT count(*) FROM 'hf://datasets/plover-ai/birds@refs/convert/parquet/default/train/0000.parquet'")
      `,
    },
    references: [
      ref('plover-ai/birds', 3, 'call', { kind: 'dataset', file: 'train.csv' }),
      ref('plover-ai/birds', 4, 'call', {
        kind: 'dataset',
        file: 'default/train/0000.parquet',
        revision: named('refs/convert/parquet'),
      }),
    ],
  },
  {
    pattern: 57,
    name: "DuckDB's @~parquet is the branch refs/convert/parquet",
    files: {
      'docs.md': lines`
        # Queries

        \`\`\`sql
        FROM 'hf://datasets/plover-ai/birds@~parquet/default/train/*.parquet';
        \`\`\`
      `,
    },
    references: [
      ref('plover-ai/birds', 4, 'prose', {
        kind: 'dataset',
        file: 'default/train/*.parquet',
        revision: named('refs/convert/parquet'),
      }),
    ],
  },
  {
    pattern: 59,
    name: 'the same on the command line',
    files: {
      'job.sh': lines`
        hf jobs run --flavor a100-large \
          -v hf://openai/gpt-oss-120b:/model \
          -v hf://datasets/plover-ai/birds:/data:ro \
          -v hf://buckets/plover-ai/outputs:/out:rw \
          vllm/vllm-openai:latest python serve.py
      `,
    },
    references: [ref('openai/gpt-oss-120b', 2, 'shell'), ref('plover-ai/birds', 3, 'shell', { kind: 'dataset' })],
    rejected: { 'hf://buckets/plover-ai/outputs:/out:rw': /bucket/ },
  },
  {
    pattern: 60,
    name: 'a client of Gradio takes a Space',
    files: {
      'translate.py': lines`
        from gradio_client import Client, handle_file

        client = Client("abidlabs/en2fr")
        print(client.predict("Hello", api_name="/predict"))
      `,
    },
    references: [ref('abidlabs/en2fr', 3, 'call', { kind: 'space', loader: 'gradio_client.Client' })],
  },
  {
    pattern: 62,
    name: "a Space's host with one hyphen has one reading",
    files: {
      'agent.json': '{ "server": { "type": "http", "url": "https://evalstate-schnell.hf.space/gradio_api/mcp/" } }\n',
    },
    references: [ref('evalstate/schnell', 1, 'url', { kind: 'space' })],
  },
];
