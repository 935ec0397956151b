/** Pending: ways to write an id, and files that hold one. Each row says what is right; it fails today. */

import { open, type PendingRow } from './row.ts';

export const PENDING_FORMS: readonly PendingRow[] = [
  {
    pattern: 62,
    name: "a Space's host with several hyphens is never dropped: where the owner ends is not told",
    wrong: 'ids.isHubHost does not know hf.space; this is an unresolved place',
    files: {
      'agent.json': '{ "server": { "type": "http", "url": "https://evalstate-flux1-schnell.hf.space/sse" } }\n',
    },
    references: [],
    unresolved: [open('evalstate-flux1-schnell.hf.space', 1, { kind: 'space' })],
  },
];
