/** Pending: commands that are not known, or known wrongly. Each row says what is right; it fails today. */

import { lines, type PendingRow, ref } from './row.ts';

export const PENDING_COMMANDS: readonly PendingRow[] = [
  {
    pattern: 79,
    name: "ollama takes the Hub's short host, and its own library",
    wrong: "the `marked` of the ollama row is not asked: a name of Ollama's library is reported as loaded",
    files: {
      'README.md': lines`
        \`\`\`
        ollama run hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M
        ollama run huggingface.co/plover-ai/plover-8b-GGUF
        ollama pull llama3.2:1b
        ollama run mannix/llama3.1-8b-abliterated
        \`\`\`
      `,
    },
    references: [
      ref('bartowski/Llama-3.2-3B-Instruct-GGUF', 2, 'url', { loader: 'ollama' }),
      ref('plover-ai/plover-8b-GGUF', 3, 'url', { loader: 'ollama' }),
    ],
    rejected: { 'mannix/llama3.1-8b-abliterated': /ollama/ },
  },
];
