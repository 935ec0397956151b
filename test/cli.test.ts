import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faults } from './stand-in/faults.ts';
import { readScenario, type Scenario } from './stand-in/scenario.ts';
import { startStandIn } from './stand-in/stand-in.ts';

const ROOT = join(import.meta.dirname, '..');
const CLI = join(ROOT, 'dist', 'cli.js');
const DEMO = join(ROOT, 'fixtures', 'demo');
const SNAPSHOT = join(ROOT, 'fixtures', 'hub', 'demo-snapshot.json');
const SCENARIO = join(ROOT, 'fixtures', 'hub', 'demo-scenario.json');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'namesake-cli-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A bare environment: nothing of the machine's own settings may reach the run. */
function environment(more: Record<string, string> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: folder, ...more };
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a person does. It must not block the stand-in, which lives in this process. */
function run(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; input?: string } = {},
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: options.cwd ?? folder,
      env: environment(options.env),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (status) => done({ status, stdout, stderr }));
    child.stdin.end(options.input ?? '');
  });
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const GONE = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("lost-lab/rerank-mini")\n';

describe('the demonstration', () => {
  it('shows every verdict that the README promises, without a network', async () => {
    const { status, stdout, stderr } = await run([DEMO, '--hub-snapshot', SNAPSHOT, '--format', 'json']);
    expect(stderr).toMatch(/snapshot was recorded from/);
    expect(status).toBe(1);
    const { findings, summary } = JSON.parse(stdout);
    const told = findings.map(({ rule, id }: { rule: string; id: string }) => `${rule} ${id}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'orphaned-namespace lost-lab/rerank-mini',
        'orphaned-redirect old-lab/vision-encoder',
        'missing-repository bright-lab/tiny-chat-xl',
        'unpinned-revision bright-lab/sentence-mini',
        'mutable-revision bright-lab/questions',
        'unpinned-remote-code bright-lab/tiny-chat',
      ]),
    );
    expect(told.filter((each: string) => each.includes('openai-community/gpt2'))).toEqual([]);
    expect(summary.hub).toMatchObject({ requests: 0, unknown: 0, snapshot: true });
  });

  it('has a snapshot that is what the stand-in answers today', async () => {
    const hub = await startStandIn(readScenario(SCENARIO));
    try {
      const record = join(folder, 'recorded.json');
      await run([DEMO, '--endpoint', hub.url, '--no-cache', '--record', record]);
      const recorded = JSON.parse(readFileSync(record, 'utf8'));
      if (process.env.UPDATE === '1') {
        const lasting = { ...recorded, endpoint: 'http://127.0.0.1:8787', recorded: '2026-11-21T00:00:00.000Z' };
        writeFileSync(SNAPSHOT, `${JSON.stringify(lasting, null, 2)}\n`);
      }
      expect(recorded.answers).toEqual(JSON.parse(readFileSync(SNAPSHOT, 'utf8')).answers);
    } finally {
      await hub.stop();
    }
  });
});

describe('exit status', () => {
  it('is 0 when nothing reaches --fail-on, 1 when something does', async () => {
    write({ 'a.py': GONE });
    const audit = ['--hub-snapshot', SNAPSHOT, '.'];
    expect((await run(audit)).status).toBe(1);
    expect((await run([...audit, '--fail-on', 'never'])).status).toBe(0);
    write({ 'a.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("bright-lab/sentence-mini")\n' });
    expect((await run(audit)).status).toBe(0);
    expect((await run([...audit, '--fail-on', 'low'])).status).toBe(1);
  });

  it('is 0 where there is nothing to read', async () => {
    write({ 'a.py': 'print("hello")\n' });
    expect(await run(['--offline', 'a.py'])).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['an unknown option', ['--nope']],
    ['a path that does not exist', ['--offline', 'nowhere.py']],
    ['a format that does not exist', ['--format', 'xml']],
    ['a rule that does not exist', ['explain', 'no-such-rule']],
    ['options that exclude each other', ['--staged', '--since', 'HEAD']],
    ['a snapshot that does not exist', ['--hub-snapshot', 'nowhere.json']],
    ['an output that cannot be written', ['--offline', '-o', 'no/such/folder/report.json']],
  ])('is 2 with a cause and a line of help for %s', async (_, args) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n').length).toBeGreaterThanOrEqual(2);
    expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
  });

  it('is 2 with --strict when a file could not be read', async () => {
    write({ 'broken.ipynb': '{ "model": "lost-lab/rerank-mini"', 'namesake.yml': 'persona: regular\n' });
    const { status, stderr } = await run(['--offline', '--strict', '.']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/broken\.ipynb.*JSON/);
    expect((await run(['--offline', '.'])).status).toBe(0);
  });
});

describe('trouble with the hub', () => {
  it.each([
    ['401 for everything', faults.unauthorized],
    ['500', faults.broken],
    ['a cut connection', faults.cut],
    ['HTML in place of JSON', faults.html],
    ['a 404 page of a proxy', faults.notFoundPage],
    ['a redirect loop', faults.redirectLoop],
    ['the outage of 2023-05-09', faults.noOrganization],
  ])('%s is told as unknown, never as a verdict, never as clean', async (_, fault) => {
    const hub = await startStandIn(readScenario(SCENARIO));
    try {
      write({ 'a.py': GONE });
      hub.fault(/./, fault);
      const { stdout, stderr } = await run(['--endpoint', hub.url, '--no-cache', '--format', 'json'], {
        env: { HF_TOKEN: 'hf_secret_of_mine' },
      });
      const { findings, summary } = JSON.parse(stdout);
      expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('unverified-reference');
      expect(findings.filter(({ rule }: { rule: string }) => /^orphaned|^missing/.test(rule))).toEqual([]);
      expect(summary.hub.unknown).toBe(1);
      expect(stdout + stderr).not.toContain('hf_secret_of_mine');
    } finally {
      await hub.stop();
    }
  });

  it('an unreachable hub fails the run only with --strict, and says what stays open', async () => {
    write({ 'a.py': GONE });
    const args = ['--endpoint', 'http://127.0.0.1:9', '--no-cache'];
    const { status, stdout } = await run(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/unverified-reference/);
    expect((await run([...args, '--strict'])).status).toBe(2);
  });

  it('a token goes to its endpoint and not where a redirect leads', async () => {
    const hub = await startStandIn(readScenario(SCENARIO));
    const other = await startStandIn(readScenario(SCENARIO));
    try {
      write({ 'a.py': GONE });
      hub.fault(/rerank-mini/, () => ({
        ...faults.redirectLoop({
          path: `${other.url}/api/models/lost-lab/rerank-mini`,
          token: null,
          normal: () => faults.broken(),
        }),
      }));
      await run(['--endpoint', hub.url, '--no-cache'], { env: { HF_TOKEN: 'hf_demo_ada' } });
      expect(hub.log.length).toBeGreaterThan(0);
      expect(other.log).toEqual([]);
    } finally {
      await hub.stop();
      await other.stop();
    }
  });
});

describe('standard output and standard error', () => {
  it('keep the result and the rest apart', async () => {
    write({ 'a.py': GONE, 'bad.ipynb': '{ "model": "lost-lab/rerank-mini"' });
    const { stdout, stderr } = await run(['--hub-snapshot', SNAPSHOT, '--format', 'json']);
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toMatch(/bad\.ipynb/);
    expect((await run(['--hub-snapshot', SNAPSHOT, '--quiet', '--format', 'json'])).stderr).not.toMatch(/bad\.ipynb/);
  });

  it('show nothing of a terminal in what a hostile file is called or says', async () => {
    const name = 'evil\u001b[31m\u009b2J.py';
    write({
      [name]:
        'AutoModel.from_pretrained("lost-lab/x\u001b]0;owned\u0007")\nAutoModel.from_pretrained("lost-lab/rerank-mini")\n',
    });
    const { stdout, stderr } = await run(['--hub-snapshot', SNAPSHOT, '--color', 'never']);
    expect([...(stdout + stderr)].filter((char) => char !== '\n' && /\p{Cc}/u.test(char))).toEqual([]);
  });

  it('end without a word when the reader goes away', () => {
    const { stderr, status } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${CLI}" refs --explain "${DEMO}" | head -n 1; exit \${PIPESTATUS[0]}`],
      { env: environment(), encoding: 'utf8' },
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  it('a file takes the result in place of standard output', async () => {
    write({ 'a.py': GONE });
    const { stdout } = await run(['--hub-snapshot', SNAPSHOT, '--format', 'sarif', '-o', 'out.sarif']);
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')).version).toBe('2.1.0');
  });

  it.each(['plain', 'json', 'sarif', 'github', 'markdown'])('%s is written for the same findings', async (format) => {
    write({ 'a.py': GONE });
    const { stdout, status } = await run(['--hub-snapshot', SNAPSHOT, '--format', format]);
    expect(status).toBe(1);
    expect(stdout).toContain('lost-lab/rerank-mini');
  });
});

describe('refs', () => {
  it('lists references from standard input under the name given', async () => {
    const { stdout, status } = await run(['refs', '-', '--stdin-filename', 'x.py', '--format', 'json'], {
      input: GONE,
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).references).toMatchObject([
      {
        id: 'lost-lab/rerank-mini',
        kind: 'model',
        path: 'x.py',
        line: 2,
        column: 36,
        place: 'call',
        revision: { at: 'none' },
      },
    ]);
  });

  it('says why each is believed, and what was rejected', async () => {
    write({ 'a.py': `${GONE}headers = {"accept": "application/json"}\n` });
    const { stdout } = await run(['refs', '--explain', '--rejected']);
    expect(stdout).toMatch(/reaches transformers\.AutoModel\.from_pretrained/);
    expect(stdout).toMatch(/application\/json[\s\S]*a media type/);
  });
});

describe('settings', () => {
  it('a comment with a reason silences its line, and one that silences nothing is told', async () => {
    write({ 'a.py': GONE.replace('\n', '\n# namesake: ignore[orphaned-namespace] being replaced\n') });
    const { stdout } = await run(['--hub-snapshot', SNAPSHOT, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], summary: { ignored: 1 } });
    write({ 'a.py': 'x = 1 # namesake: ignore[orphaned-namespace] nothing here\n' });
    expect((await run(['--hub-snapshot', SNAPSHOT])).stderr).toMatch(/a\.py:1: unused ignore/);
  });

  it('namesake.yml turns rules off, declares loaders and excludes paths', async () => {
    write({
      'namesake.yml':
        'exclude: [vendor/]\nrules:\n  orphaned-namespace: off\nloaders:\n  - { name: mine.fetch_weights, id: 0 }\n',
      'a.py': 'from mine import fetch_weights\nfetch_weights("bright-lab/zz")\n',
      'vendor/b.py': GONE,
    });
    const { stdout } = await run(['refs', '--format', 'json']);
    expect(JSON.parse(stdout).references).toMatchObject([{ id: 'bright-lab/zz', loader: 'mine.fetch_weights' }]);
  });

  it('offline, one line says which rules declined', async () => {
    write({ 'a.py': GONE });
    const { stdout } = await run(['.'], { env: { HF_HUB_OFFLINE: '1' } });
    expect(stdout).toMatch(/Offline: \d+ rules did not run/);
    expect(stdout).not.toMatch(/orphaned-namespace {2}/);
  });
});

describe('artifacts', () => {
  const evil = { base64: Buffer.from('\x80\x02cos\nsystem\nX\x04\0\0\0echo\x85R.', 'latin1').toString('base64') };
  const scenario: Scenario = {
    accounts: [{ kind: 'org', name: 'heron-labs', created: '2022-12-24T10:00:00Z' }],
    repositories: [
      {
        id: 'heron-labs/tern-7b',
        created: '2023-05-06T07:08:09Z',
        commits: [{ id: 'c'.repeat(40), date: '2023-05-06T07:08:09Z', files: { 'pytorch_model.bin': evil } }],
      },
    ],
  };

  it('audit --scan tells what a file would do on the line that loads it, and fails', async () => {
    const hub = await startStandIn(scenario);
    try {
      write({ 'load.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("heron-labs/tern-7b")\n' });
      const args = ['--endpoint', hub.url, '--no-cache'];
      expect((await run(args)).status).toBe(0);
      const { status, stdout } = await run([...args, '--scan', '--format', 'json']);
      const { findings, summary } = JSON.parse(stdout);
      expect({ status, scan: summary.scan.files }).toEqual({ status: 1, scan: 1 });
      expect(findings[0]).toMatchObject({
        rule: 'unsafe-artifact',
        severity: 'critical',
        places: [{ path: 'load.py', line: 2 }],
      });
    } finally {
      await hub.stop();
    }
  });

  it('scan tells it of the repository, with what is called', async () => {
    const hub = await startStandIn(scenario);
    try {
      const { status, stdout } = await run(['scan', '--endpoint', hub.url, 'heron-labs/tern-7b']);
      expect(status).toBe(1);
      expect(stdout).toContain("os.system('echo')");
      expect((await run(['scan', '--offline', 'heron-labs/tern-7b'])).status).toBe(2);
      expect((await run(['--scan', '--offline'])).status).toBe(2);
    } finally {
      await hub.stop();
    }
  });
});
