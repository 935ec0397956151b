/** A project that is large enough to be remembered, and runs of `gather` on it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { type Gathered, gather } from '../../../src/commands/gather.ts';
import { resolveSettings } from '../../../src/config.ts';
import { makeTree } from '../../collect/tree.ts';

const FILLER = Object.fromEntries(
  Array.from({ length: 70 }, (_, i) => [
    `filler/part_${i}.py`,
    `from transformers import AutoModel\n\nMODEL = "acme-research/part-${i}-base"\nmodel = AutoModel.from_pretrained(MODEL)\n`,
  ]),
);

/** Files of which one takes its id, its loader and its pin from others. */
export const PROJECT: Readonly<Record<string, string>> = {
  ...FILLER,
  'app/__init__.py': '',
  'app/names.py': 'MODEL_ID = "acme-research/first-model"\nREVISION = "main"\n',
  'app/loading.py':
    'from transformers import AutoModel\n\n\ndef load(name, revision=None):\n    return AutoModel.from_pretrained(name, revision=revision)\n',
  'app/main.py':
    'from app.loading import load\nfrom app.names import MODEL_ID, REVISION\n\nload(MODEL_ID, revision=REVISION)\nload("acme-research/second-model")\n',
  'notes.md':
    'The model `acme-research/first-model` is on [the Hub](https://huggingface.co/acme-research/first-model).\n',
  'ignored.py': 'load("acme-research/third-model")  # namesake: ignore[unpinned-revision] known\n',
  'data.bin': 'a\0b',
};

export function makeProject(more: Readonly<Record<string, string>> = {}): string {
  return makeTree({ ...PROJECT, ...more });
}

/** A folder for a cache, which goes when the test ends. */
export function makeCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'namesake-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes files as old as the clock can tell: a file that has just been written is never trusted by its times. */
export function letTimePass(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

export function run(
  cwd: string,
  cacheDir: string | null,
  config: { loaders?: [] } | Record<string, unknown> = {},
): Promise<Gathered> {
  const settings = resolveSettings({
    cwd,
    paths: [],
    flags: cacheDir === null ? { cache: false } : { cacheDir },
    environment: { PATH: process.env.PATH },
    file: null,
  });
  return gather({ ...settings, ...config }, () => {});
}

/** The ids of a run, with their pins. */
export function idsOf({ extraction }: Gathered): string[] {
  return extraction.references.map(
    ({ id, revision, loader, site }) =>
      `${site.path}:${site.line} ${id.namespace}/${id.name}@${revision.at} ${loader ?? '-'}`,
  );
}
