/** Patterns 84 to 91: containers, compose files, charts, Terraform. */

import { commit, lines, type Row, ref, SHA } from './row.ts';

export const ORCHESTRATION: readonly Row[] = [
  {
    pattern: 84,
    name: 'Python in a RUN',
    files: {
      Dockerfile: lines`
        FROM python:3.12-slim
        WORKDIR /app
        RUN pip install --no-cache-dir sentence-transformers
        RUN python3 -c "from sentence_transformers import SentenceTransformer; SentenceTransformer('plover-ai/plover-embed', revision='${SHA}')"
      `,
    },
    references: [
      ref('plover-ai/plover-embed', 4, 'shell', {
        loader: 'sentence_transformers.SentenceTransformer',
        revision: commit,
      }),
    ],
  },
  {
    pattern: 84,
    name: 'Python in a here-document of a RUN',
    files: {
      Dockerfile: lines`
        FROM python:3.12-slim
        RUN python3 <<EOF
        from transformers import AutoModel
        AutoModel.from_pretrained("plover-ai/plover-base", trust_remote_code=True)
        EOF
        CMD ["python", "app.py"]
      `,
    },
    references: [
      ref('plover-ai/plover-base', 4, 'shell', { loader: 'transformers.AutoModel.from_pretrained', remoteCode: true }),
    ],
  },
  {
    pattern: 85,
    name: 'an ARG that a command of a RUN loads',
    files: {
      Dockerfile: lines`
        FROM python:3.12-slim
        ARG MODEL=plover-ai/plover-7b
        ARG REVISION=${SHA}
        RUN hf download "\${MODEL}" --revision "\${REVISION}" \
         && rm -rf /root/.cache/pip
      `,
    },
    references: [ref('plover-ai/plover-7b', 2, 'shell', { loader: 'hf download', revision: commit })],
  },
  {
    pattern: 86,
    name: 'an ENV in both of its forms',
    files: {
      'serve.Dockerfile': lines`
        FROM ghcr.io/huggingface/text-generation-inference:3.3
        ENV MODEL_NAME=plover-ai/plover-tabular \
            RERANK_MODEL="plover-ai/plover-rank"
        ENV EMBEDDING_MODEL plover-ai/plover-embed
      `,
    },
    references: [
      ref('plover-ai/plover-tabular', 2, 'shell'),
      ref('plover-ai/plover-rank', 3, 'shell'),
      ref('plover-ai/plover-embed', 4, 'shell'),
    ],
  },
  {
    pattern: 88,
    name: 'a manifest in a here-document: the name of a variable labels its value',
    files: {
      'deploy.sh': lines`
        #!/usr/bin/env bash
        cat <<EOF | kubectl apply -f -
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        spec:
          predictor:
            containers:
              - image: ghcr.io/huggingface/text-generation-inference:3.3
                env:
                  - name: MODEL_ID
                    value: "plover-ai/plover-7b"
                  - name: REVISION
                    value: main
        EOF
      `,
    },
    references: [ref('plover-ai/plover-7b', 11, 'shell')],
  },
  {
    pattern: 89,
    name: 'arguments as items of a list, and a value called model',
    files: {
      'values.yaml': lines`
        image:
          repository: ghcr.io/huggingface/text-generation-inference
          tag: "3.3"
        model: plover-ai/plover-7b
        args:
          - "--model-id"
          - "plover-ai/plover-coder"
          - --quantize=awq
          - --max-input-length
          - "2048"
      `,
    },
    references: [ref('plover-ai/plover-7b', 4, 'config'), ref('plover-ai/plover-coder', 7, 'config')],
    rejected: { 'ghcr.io/huggingface': /./ },
  },
  {
    pattern: 90,
    name: 'JSON in a block of YAML',
    files: {
      'chart/env/dev.yaml': lines`
        envVars:
          PUBLIC_APP_NAME: "Plover"
          MODELS: >
            [
              { "id": "omni", "supportsArtifacts": true },
              { "id": "plover-ai/plover-7b", "description": "Search/answer for birds." },
              { "id": "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B", "parameters": { "max_tokens": 4096 } },
            ]
          TASK_MODEL: "plover-ai/plover-1b"
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 6, 'config'),
      ref('deepseek-ai/DeepSeek-R1-Distill-Qwen-14B', 7, 'config'),
      ref('plover-ai/plover-1b', 9, 'config'),
    ],
  },
  {
    pattern: 91,
    name: 'Terraform, with an id of one part',
    files: {
      'huggingface.tf': lines`
        module "huggingface_sagemaker" {
          source               = "philschmid/sagemaker-huggingface/aws"
          version              = "0.8.2"
          name_prefix          = "deploy-hub"
          hf_model_id          = "plover-ai/plover-qa"
          hf_model_revision    = "main"
        }

        resource "aws_sagemaker_model" "classifier" {
          primary_container {
            environment = {
              HF_MODEL_ID = "distilbert-base-uncased-finetuned-sst-2-english"
              HF_TASK     = "text-classification"
            }
          }
        }
      `,
    },
    references: [
      ref('plover-ai/plover-qa', 5, 'config'),
      ref('distilbert-base-uncased-finetuned-sst-2-english', 12, 'config'),
    ],
    rejected: { 'philschmid/sagemaker-huggingface': /./ },
  },
  {
    pattern: 88,
    name: 'a manifest in a file of its own, beside variables that are none',
    files: {
      'deployment.yaml': lines`
        spec:
          containers:
            - name: tgi
              image: ghcr.io/huggingface/text-generation-inference:3.3
              env:
                - name: MODEL_ID
                  value: plover-ai/plover-answers
                - name: LOG_FORMAT
                  value: text/plain
                - name: APP_ROUTE
                  value: search/answer
      `,
    },
    references: [ref('plover-ai/plover-answers', 7, 'config')],
    rejected: { 'text/plain': /media/, 'search/answer': /./ },
  },
  {
    pattern: 87,
    name: 'the default of a variable in an entrypoint',
    files: {
      'docker-compose.yml': lines`
        services:
          worker:
            image: fastchat:latest
            volumes:
              - huggingface:/root/.cache/huggingface
            entrypoint: ["python3.9", "-m", "fastchat.serve.model_worker", "--model-path", "\${WORKER_MODEL_PATH:-plover-ai/plover-7b}", "--host", "0.0.0.0"]
            command: --model-id \${TGI_MODEL:-plover-ai/plover-3b} --port 80
      `,
    },
    references: [
      ref('plover-ai/plover-7b', 6, 'config', { loader: 'fastchat' }),
      ref('plover-ai/plover-3b', 7, 'config'),
    ],
  },
  {
    name: 'a stream of manifests, of which one names a repository',
    files: {
      'install.yaml': lines`
        apiVersion: v1
        kind: Namespace
        metadata: { name: birds }
        ---
        apiVersion: apps/v1
        kind: Deployment
        ---
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        spec:
          predictor:
            model:
              storageUri: "hf://plover-ai/plover-7b"
        ---
        kind: Service
      `,
    },
    references: [ref('plover-ai/plover-7b', 13, 'config')],
  },
];
