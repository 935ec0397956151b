/** What the tests of `scan` share: a run without a terminal, and its files by their paths. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type ScanSettings, type Scans, scan } from '../../src/commands/scan.ts';
import type { ScannedFile } from '../../src/model.ts';

export function run(
  targets: readonly string[],
  settings: Partial<ScanSettings> = {},
  progress: string[] = [],
): Promise<Scans> {
  const nothing = {
    endpoint: 'http://127.0.0.1:9',
    token: null,
    snapshot: null,
    cacheDir: null,
    record: null,
    offline: false,
  };
  const note = () => {};
  return scan(targets, { ...nothing, ...settings }, new AbortController().signal, note, (message) =>
    progress.push(message),
  );
}

/** One line for each file: verdict and path. */
export function lines({ report }: Scans): string[] {
  return report.files.map(({ verdict, path }) => `${verdict} ${path}`);
}

export function fileOf({ report }: Scans, path: string): ScannedFile {
  const found = report.files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`${path} was not scanned`);
  return found;
}

const folders: string[] = [];

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'namesake-scan-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
