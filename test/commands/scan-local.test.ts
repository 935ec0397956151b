import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { EVIL, HARMLESS } from '../scan/build/payload.ts';
import { fileOf, lines, run, temporaryFolder } from './scanned.ts';

/** Files, folders, and the Hub's cache on the disk. */

function write(folder: string, files: Record<string, Uint8Array | string>): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

describe('a folder', () => {
  test('is scanned with all that is in it, whatever it is called, one entry for each file', async () => {
    const folder = temporaryFolder();
    write(folder, {
      'a.txt': EVIL,
      'deep/er/b': HARMLESS,
      '.hidden/c.pdf': '%PDF-1.7\n\n',
      'd.json': '{}',
      'empty.bin': '',
    });
    const scans = await run([folder]);
    expect(lines(scans).sort()).toEqual(
      [
        `inconclusive ${folder}/.hidden/c.pdf`,
        `clean ${folder}/d.json`,
        `clean ${folder}/deep/er/b`,
        `clean ${folder}/empty.bin`,
        `dangerous ${folder}/a.txt`,
      ].sort(),
    );
    expect(scans.report.summary).toMatchObject({
      files: 5,
      verdicts: { clean: 3, inconclusive: 1, suspicious: 0, dangerous: 1 },
      size: EVIL.length + HARMLESS.length + 10 + 2,
      requests: null,
    });
  });

  test('does not lead out of itself, in a circle, or to what is no file', async () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    write(outside, { secret: EVIL });
    write(folder, { 'a.bin': HARMLESS });
    symlinkSync(join(outside, 'secret'), join(folder, 'out'));
    symlinkSync(outside, join(folder, 'out-folder'));
    symlinkSync(folder, join(folder, 'circle'));
    symlinkSync('a.bin', join(folder, 'inside'));
    symlinkSync('nowhere', join(folder, 'broken'));
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    const scans = await run([folder]);
    expect(lines(scans)).toEqual([`clean ${folder}/a.bin`]);
    expect(
      scans.report.diagnostics.map(({ path, message }) => `${path?.slice(folder.length + 1)}: ${message}`).sort(),
    ).toEqual([
      'broken: a link that leads nowhere: it is not there any more',
      'fifo: it is a FIFO: not scanned',
      'out-folder: a link that leads out of the folder: not followed',
      'out: a link that leads out of the folder: not followed',
    ]);
    expect(scans.incomplete).toBe(true);
  });

  test('tells how far it is: files, bytes, and what is being read', async () => {
    const folder = temporaryFolder();
    write(folder, { 'a.bin': HARMLESS, 'b.bin': HARMLESS });
    const progress: string[] = [];
    await run([folder], {}, progress);
    expect(progress.at(-1)).toMatch(/^scanning: 2 files, 0\.0 MB read; .*b\.bin$/);
  });
});

test('several targets are scanned into one report, and each file says which it is of', async () => {
  const folder = temporaryFolder();
  write(folder, { 'a.bin': HARMLESS, 'sub/b.bin': EVIL });
  const scans = await run([join(folder, 'a.bin'), join(folder, 'sub')]);
  expect(scans.report.targets).toEqual([
    { is: 'file', text: join(folder, 'a.bin') },
    { is: 'folder', text: join(folder, 'sub') },
  ]);
  expect(scans.report.files.map(({ path, target }) => [path.slice(folder.length), target])).toEqual([
    ['/a.bin', 0],
    ['/sub/b.bin', 1],
  ]);
});

test.each(['no/such/thing/here', 'gpt 2', 'ftp://x/y', 'https://example.org/a/b', '/nowhere', 'a/b@', '../x/y'])(
  'what is nothing is a mistake of whoever asked: %s',
  async (target) => {
    await expect(run([target])).rejects.toThrow(UsageError);
  },
);

test('a repository cannot be scanned offline', async () => {
  await expect(run(['Acme/weights'], { offline: true })).rejects.toThrow('offline');
});

describe("the Hub's cache", () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const sha1 = (bytes: Uint8Array) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const commit = (letter: string) => letter.repeat(40);

  function cache(): string {
    const folder = temporaryFolder();
    const repo = join(folder, 'models--Acme--weights');
    const config = Buffer.from('{"a": 1}');
    write(repo, {
      [`blobs/${sha256(EVIL)}`]: EVIL,
      [`blobs/${sha1(config)}`]: config,
      // Its bytes are not those of its name.
      [`blobs/${sha256(HARMLESS)}`]: '{"b": 2}',
      [`blobs/${sha256(Buffer.from('x'))}.incomplete`]: 'half of it',
      'refs/main': commit('a'),
      'refs/refs/pr/1': commit('b'),
    });
    const link = (path: string, to: string) => {
      mkdirSync(dirname(join(repo, path)), { recursive: true });
      symlinkSync(to, join(repo, path));
    };
    link(`snapshots/${commit('a')}/nested/deep/model.bin`, `../../../../blobs/${sha256(EVIL)}`);
    link(`snapshots/${commit('a')}/config.json`, `../../blobs/${sha1(config)}`);
    link(`snapshots/${commit('b')}/model.bin`, `../../blobs/${sha256(EVIL)}`);
    link(`snapshots/${commit('b')}/changed.json`, `../../blobs/${sha256(HARMLESS)}`);
    return folder;
  }

  test('is scanned through its links, nested files and all snapshots included, and blobs once', async () => {
    const folder = cache();
    const scans = await run([folder]);
    const repo = `${folder}/models--Acme--weights`;
    expect(lines(scans).sort()).toEqual(
      [
        `clean ${repo}/blobs/${sha256(Buffer.from('x'))}.incomplete`,
        `clean ${repo}/refs/main`,
        `clean ${repo}/refs/refs/pr/1`,
        `clean ${repo}/snapshots/${commit('a')}/config.json`,
        `dangerous ${repo}/snapshots/${commit('a')}/nested/deep/model.bin`,
        `dangerous ${repo}/snapshots/${commit('b')}/changed.json`,
        `dangerous ${repo}/snapshots/${commit('b')}/model.bin`,
      ].sort(),
    );
    expect(scans.report.targets).toMatchObject([{ is: 'cache' }]);
  });

  test('says of each file whether its bytes are those of its hash', async () => {
    const folder = cache();
    const scans = await run([join(folder, 'models--Acme--weights')]);
    const snapshots = `${folder}/models--Acme--weights/snapshots`;
    expect(fileOf(scans, `${snapshots}/${commit('a')}/config.json`).intact).toBe(true);
    expect(fileOf(scans, `${snapshots}/${commit('b')}/changed.json`)).toMatchObject({
      intact: false,
      verdict: 'dangerous',
      evidence: [{ kind: 'wrong-hash', severity: 'high' }],
    });
  });
});
