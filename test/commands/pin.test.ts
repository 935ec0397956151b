import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/commands/audit.ts';
import { type Pinned, type PinOptions, pin } from '../../src/commands/pin.ts';
import { leftText, madeText, patchText } from '../../src/commands/pin-text.ts';
import { replaceFile } from '../../src/commands/replace-file.ts';
import { type Flags, resolveSettings } from '../../src/config.ts';
import { applyEdits } from '../../src/fix/apply.ts';
import { repository, standInFor, temporaryFolder, town } from '../hub/client.ts';
import { faults } from '../stand-in/faults.ts';
import type { Scenario } from '../stand-in/scenario.ts';
import type { StandIn } from '../stand-in/stand-in.ts';

const OLD = 'b'.repeat(40);
const NEW = 'c'.repeat(40);
const DATE = '2023-05-06T07:08:09Z';
const commits = [
  { id: OLD, date: DATE },
  { id: NEW, date: DATE },
];
const own = (id: string, more = {}) => repository(id, { commits, tags: { v1: 0 }, pulls: { '3': 0 }, ...more });

const marsh: Scenario = {
  accounts: [
    ...town.accounts,
    ...['heron-labs', 'plover-labs'].map((name) => ({ kind: 'org' as const, name, created: DATE })),
  ],
  repositories: [
    own('heron-labs/tern-7b'),
    own('heron-labs/crake-7b'),
    own('heron-labs/reeds', { kind: 'dataset' }),
    own('heron-labs/pond', { kind: 'space' }),
    repository('openai-community/gpt2', { commits }),
  ],
  redirects: [
    { from: 'plover-labs/tern-7b', to: 'heron-labs/tern-7b' },
    { from: 'gone-labs/tern-7b', to: 'heron-labs/tern-7b' },
    { from: 'gpt2', to: 'openai-community/gpt2' },
  ],
};

let folder: string;
let hub: StandIn;
beforeEach(async () => {
  [folder, hub] = [await temporaryFolder(), await standInFor(marsh)];
});

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

function settings(flags: Flags = {}) {
  const all = { endpoint: hub.url, cache: false, ...flags };
  return resolveSettings({ cwd: folder, paths: [], flags: all, environment: { PATH: process.env.PATH }, file: null });
}

function run(options: Partial<PinOptions> = {}, flags: Flags = {}): Promise<Pinned> {
  const all = { dryRun: false, update: false, rename: false, keys: false, today: '2026-11-21', ...options };
  return pin(
    settings(flags),
    all,
    new AbortController().signal,
    () => {},
    () => {},
  );
}

/** Why things are left, by line. */
const reasons = ({ left }: Pinned): string[] => left.map(({ reference, why }) => `${reference.site.line}: ${why}`);

const FROM = 'from transformers import AutoModel\n';
const LOAD = `${FROM}m = AutoModel.from_pretrained("heron-labs/tern-7b")\n`;
const PINNED = `${FROM}m = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${NEW}")  # main\n`;

describe('pin', () => {
  test('writes the commits of today: of the default branch, of branches, tags and short commits', async () => {
    const load = (id: string, revision: string) => `AutoModel.from_pretrained("${id}", revision="${revision}")`;
    write({
      'a.py': LOAD,
      'b.py': `${FROM}${load('heron-labs/tern-7b', 'v1')}\n${load('heron-labs/crake-7b', OLD.slice(0, 8))}\n`,
      'c.py': 'from datasets import load_dataset\nload_dataset("heron-labs/reeds")\n',
      'd.py':
        'from huggingface_hub import snapshot_download\nsnapshot_download("heron-labs/pond", repo_type="space")\n',
    });
    const pinned = await run();
    expect(pinned.left).toEqual([]);
    expect(read('a.py')).toBe(PINNED);
    expect(read('b.py')).toBe(`${FROM}${load('heron-labs/tern-7b', OLD)}  # v1\n${load('heron-labs/crake-7b', OLD)}\n`);
    expect(read('c.py')).toContain(`load_dataset("heron-labs/reeds", revision="${NEW}")  # main\n`);
    expect(read('d.py')).toContain(`repo_type="space", revision="${NEW}")  # main\n`);
    expect(madeText(pinned)).toContain(`b.py:3:28: heron-labs/crake-7b pinned to ${OLD} (was bbbbbbbb)\n`);
    expect(pinned.incomplete).toBe(false);
  });

  test('keeps nothing that a stranger put there: what is younger than the line that names it stays', async () => {
    write({ 'a.py': LOAD });
    const at = '2021-01-02T03:04:05Z';
    const environment = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
    for (const command of [
      ['init', '-q'],
      ['add', '.'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'load'],
    ])
      execFileSync('git', command, { cwd: folder, env: environment });
    const pinned = await run();
    expect(reasons(pinned)).toEqual(["2: the name may be a stranger's today: see reused-namespace"]);
    expect(read('a.py')).toBe(LOAD);
  });

  test('changes nothing the second time', async () => {
    write({ 'a.py': LOAD, 'a.yml': 'model:\n  model_id: heron-labs/tern-7b\n  revision: main\n' });
    await run();
    const after = [read('a.py'), read('a.yml')];
    const again = await run();
    expect([again.changes, again.made]).toEqual([[], []]);
    expect([read('a.py'), read('a.yml')]).toEqual(after);
  });

  test('leaves an audit without a word on revisions', async () => {
    write({ 'a.py': LOAD });
    const rules = async () => {
      const { report } = await audit(
        settings(),
        '2026-11-21',
        new AbortController().signal,
        () => {},
        () => {},
      );
      return report.findings.map(({ rule }) => rule);
    };
    expect(await rules()).toEqual(['unpinned-revision']);
    await run();
    expect(await rules()).toEqual([]);
  });

  test('prints a patch and changes nothing, where it is to be a dry run', async () => {
    write({ 'a.py': LOAD });
    const pinned = await run({ dryRun: true });
    expect(read('a.py')).toBe(LOAD);
    expect(patchText(pinned, true)).toBe(
      `--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n from transformers import AutoModel\n-${LOAD.split('\n')[1]}\n+${PINNED.split('\n')[1]}\n`,
    );
  });

  test('shows what could fool a terminal in a patch', async () => {
    write({ 'a.py': `${LOAD}x = "\u001b[2J"\n` });
    const pinned = await run({ dryRun: true });
    expect(patchText(pinned, false)).toContain('x = "\\u{1b}[2J"');
    expect(patchText(pinned, true)).toContain('\u001b');
  });

  test('keeps the mode, the mark at the beginning and the breaks', async () => {
    write({ 'a.py': `\uFEFF${LOAD.replaceAll('\n', '\r\n')}` });
    chmodSync(join(folder, 'a.py'), 0o750);
    await run();
    expect(read('a.py')).toBe(`\uFEFF${PINNED.replaceAll('\n', '\r\n')}`);
    expect(statSync(join(folder, 'a.py')).mode & 0o777).toBe(0o750);
    expect(readdirSync(folder)).toEqual(['a.py']);
  });

  test('leaves files whose bytes are no UTF-8', async () => {
    write({
      'a.py': Buffer.from(`\uFEFF${LOAD}`, 'utf16le'),
      'b.py': Buffer.concat([Buffer.from(LOAD), Buffer.from([0x23, 0xff, 0x0a])]),
    });
    const before = [readFileSync(join(folder, 'a.py')), readFileSync(join(folder, 'b.py'))];
    const pinned = await run();
    expect(reasons(pinned)).toEqual(['2: a.py is not a file that is edited', '2: b.py is not a file that is edited']);
    expect([readFileSync(join(folder, 'a.py')), readFileSync(join(folder, 'b.py'))]).toEqual(before);
  });

  test('does not follow a link, nor write what is not to be written', async () => {
    const outside = await temporaryFolder();
    writeFileSync(join(outside, 'x.py'), LOAD);
    symlinkSync(join(outside, 'x.py'), join(folder, 'x.py'));
    write({ 'a.py': LOAD });
    chmodSync(join(folder, 'a.py'), 0o444);
    const pinned = await run();
    expect(readFileSync(join(outside, 'x.py'), 'utf8')).toBe(LOAD);
    expect(read('a.py')).toBe(LOAD);
    expect(reasons(pinned)).toEqual(['2: its file could not be written']);
    expect(pinned.incomplete).toBe(true);
  });

  test('leaves what a person said is to stay', async () => {
    const text = `${FROM}m = AutoModel.from_pretrained("heron-labs/tern-7b")  # namesake: ignore[unpinned-revision] a demo\n`;
    write({ 'a.py': text });
    expect((await run()).left).toEqual([]);
    expect(read('a.py')).toBe(text);
  });

  test('leaves text for people alone', async () => {
    const text = `"""Use AutoModel.from_pretrained("heron-labs/tern-7b")."""\n# AutoModel.from_pretrained("heron-labs/tern-7b")\n`;
    write({ 'a.py': text, 'README.md': 'See https://huggingface.co/heron-labs/tern-7b/blob/main/a.txt\n' });
    expect((await run()).changes).toEqual([]);
  });

  test('says why, where the Hub gives no commit', async () => {
    write({
      'a.py': [
        FROM.trim(),
        'AutoModel.from_pretrained("heron-labs/nothing-7b")',
        'AutoModel.from_pretrained("heron-labs/tern-7b", revision="v9")',
        'AutoModel.from_pretrained("gone-labs/tern-7b")',
        'AutoModel.from_pretrained("heron-labs/tern-7b", revision=os.environ["R"])',
        '',
      ].join('\n'),
    });
    const pinned = await run();
    expect(pinned.changes).toEqual([]);
    expect(reasons(pinned)).toEqual([
      '2: there is no such repository, or it is private',
      '3: it has no revision v9',
      '4: it has moved to heron-labs/tern-7b, and anyone can take the old name: --rename follows it',
      '5: its revision is not followed: os.environ["R"]',
    ]);
    expect(leftText(pinned.left)).toContain('a.py:3:28: heron-labs/tern-7b is left: it has no revision v9\n');
  });

  test('changes nothing where the Hub is in trouble, and says so', async () => {
    write({ 'a.py': LOAD });
    hub.fault(/./, faults.html);
    const pinned = await run();
    expect(read('a.py')).toBe(LOAD);
    expect(pinned.left).toHaveLength(1);
    expect(pinned.incomplete).toBe(true);
  }, 60_000);

  test('needs the Hub', async () => {
    write({ 'a.py': LOAD });
    await expect(run({}, { offline: true })).rejects.toThrow('offline, nobody can tell what to pin');
  });
});

describe('pin --update', () => {
  test('moves the pins whose comment names a branch or tag, and no other', async () => {
    const line = (comment: string) => `AutoModel.from_pretrained("heron-labs/tern-7b", revision="${OLD}")${comment}\n`;
    write({ 'a.py': `${FROM}${line('  # main')}${line('')}${line('  # v1')}${line('  # see below')}` });
    expect((await run()).changes).toEqual([]);
    await run({ update: true });
    expect(read('a.py')).toBe(
      `${FROM}${line('  # main').replace(OLD, NEW)}${line('')}${line('  # v1')}${line('  # see below')}`,
    );
  });

  test('moves pins in addresses, on command lines and in YAML', async () => {
    write({
      'a.sh': `hf download heron-labs/tern-7b --revision ${OLD} # main\n`,
      'a.yml': `model_id: heron-labs/tern-7b\nrevision: ${OLD} # main\n`,
      'b.py': `import requests\nrequests.get("https://huggingface.co/heron-labs/tern-7b/resolve/${OLD}/a.bin")  # main\n`,
    });
    const before = ['a.sh', 'a.yml', 'b.py'].map(read);
    await run({ update: true });
    expect(['a.sh', 'a.yml', 'b.py'].map(read)).toEqual(before.map((text) => text.replace(OLD, NEW)));
  });

  test('leaves a pin whose name is gone', async () => {
    const text = `${FROM}AutoModel.from_pretrained("heron-labs/tern-7b", revision="${OLD}")  # v9\n`;
    write({ 'a.py': text });
    expect(reasons(await run({ update: true }))).toEqual(['2: it has no revision v9']);
    expect(read('a.py')).toBe(text);
  });
});

describe('pin --rename', () => {
  const text = `${FROM}AutoModel.from_pretrained("plover-labs/tern-7b")\n# plover-labs/tern-7b is small\nAutoModel.from_pretrained("gone-labs/tern-7b")\nAutoModel.from_pretrained("gpt2")\n`;

  test('follows what has moved, where it is asked to', async () => {
    write({ 'a.py': text });
    const pinned = await run({ rename: true });
    const load = (id: string) => `AutoModel.from_pretrained("${id}", revision="${NEW}")  # main\n`;
    expect(read('a.py')).toBe(
      `${FROM}${load('heron-labs/tern-7b')}# heron-labs/tern-7b is small\n${load('heron-labs/tern-7b')}${load('openai-community/gpt2')}`,
    );
    expect(pinned.left).toEqual([]);
  });

  test('is no default', async () => {
    write({ 'a.py': text });
    await run();
    expect(read('a.py')).toContain(
      `AutoModel.from_pretrained("plover-labs/tern-7b", revision="${NEW}")  # main\n# plover`,
    );
    expect(read('a.py')).toContain('AutoModel.from_pretrained("gone-labs/tern-7b")\n');
  });
});

describe('a file in the place of another', () => {
  test('is refused where that one has changed', () => {
    write({ 'a.txt': 'now' });
    expect(replaceFile(join(folder, 'a.txt'), Buffer.from('then'), Buffer.from('new'))).toBe(
      'it changed since it was read',
    );
    expect(read('a.txt')).toBe('now');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });
});

describe('the fix of a finding', () => {
  test('is what pin would write', async () => {
    write({ 'a.py': LOAD, 'b.py': LOAD.replace('(', '(').replace('"heron-labs/tern-7b"', 'NAME') });
    const { report } = await audit(
      settings(),
      '2026-11-21',
      new AbortController().signal,
      () => {},
      () => {},
    );
    const [finding] = report.findings;
    expect(finding?.fix?.description).toBe(`Pin heron-labs/tern-7b to the commit of main today, ${NEW}`);
    expect(applyEdits(LOAD, finding?.fix?.edits ?? [])?.text).toBe(PINNED);
  });

  test('is left out where the Hub was not asked', async () => {
    write({ 'a.py': LOAD });
    const offline = settings({ offline: true });
    const { report } = await audit(
      offline,
      '2026-11-21',
      new AbortController().signal,
      () => {},
      () => {},
    );
    expect(report.findings.map(({ rule, fix }) => [rule, fix])).toEqual([['unpinned-revision', undefined]]);
  });
});
