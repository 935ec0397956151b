/** The Hub's own client for Python, from its registry, in an environment of its own: what reads a mirror must be the real thing. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The release that the tests were written with. */
const RELEASE = 'huggingface_hub==2.4.0';

export interface PythonClient {
  /** Runs a program offline on a cache; what it prints. Rejects with what it says where it fails. */
  offline(cache: string, program: string): Promise<string>;
  remove(): void;
}

export async function installPythonClient(): Promise<PythonClient> {
  const folder = mkdtempSync(join(tmpdir(), 'namesake-python-'));
  await run('python3', ['-m', 'venv', folder]);
  const python = join(folder, 'bin', 'python');
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', RELEASE]);
  return {
    async offline(cache, program) {
      const env = { PATH: process.env.PATH, HOME: folder, HF_HUB_CACHE: cache, HF_HUB_OFFLINE: '1' };
      const { stdout } = await run(python, ['-c', program], { env });
      return stdout.trim();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
