import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfigFile } from '../src/config/file.ts';
import { auditRoot, configPath, type Flags, resolveSettings, type Settings } from '../src/config.ts';
import { ConfigError, UsageError } from '../src/errors.ts';

const RULES = ['orphaned-namespace'];

function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'namesake-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

interface Case {
  readonly cwd?: string;
  readonly paths?: readonly string[];
  readonly flags?: Flags;
  readonly environment?: Readonly<Record<string, string>>;
  /** The text of a namesake.yml in the current folder. */
  readonly file?: string;
}

function settle({ cwd, paths = [], flags = {}, environment = {}, file }: Case = {}): Settings {
  const folder = cwd ?? makeFolder(file === undefined ? {} : { 'namesake.yml': file });
  const input = { cwd: folder, paths, flags };
  const path = configPath(input);
  return resolveSettings({ ...input, environment, file: path === null ? null : readConfigFile(path, RULES) });
}

describe('defaults', () => {
  test('hold where nobody says anything', () => {
    const cwd = makeFolder();
    expect(settle({ cwd })).toEqual({
      root: cwd,
      paths: ['.'],
      stdin: { name: '<stdin>' },
      staged: false,
      since: null,
      exclude: { base: cwd, patterns: [] },
      maxBytes: null,
      environment: {},
      offline: false,
      endpoint: 'https://huggingface.co',
      token: null,
      snapshot: null,
      record: null,
      cacheDir: null,
      maxAge: null,
      scan: false,
      deps: 0,
      rules: {},
      ignore: [],
      ignorePrefix: '',
      loaders: [],
      format: 'plain',
      output: null,
      failOn: 'medium',
      persona: 'regular',
      strict: false,
      baseline: null,
      lock: { file: join(cwd, 'namesake.lock'), named: false },
      catalog: null,
      catalogColumn: null,
      color: 'auto',
      verbosity: 'normal',
      ci: false,
      configFile: null,
      notes: [],
    });
  });

  test('are frozen to the bottom', () => {
    const settings = settle({ file: 'ignore: [{ id: a/*, reason: x }]\n', environment: { PATH: '/bin' } });
    for (const part of [settings, settings.exclude, settings.ignore, settings.ignore[0], settings.environment]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

describe('the command line outranks the environment, which outranks the file', () => {
  const file = 'fail-on: low\npersona: pedantic\nendpoint: https://file.example\nstrict: true\nmax-file-size: 1kB\n';

  test('the file over defaults', () => {
    expect(settle({ file })).toMatchObject({
      ...{ failOn: 'low', persona: 'pedantic', endpoint: 'https://file.example', strict: true, maxBytes: 1000 },
    });
  });

  test('the environment over the file', () => {
    expect(settle({ file, environment: { HF_ENDPOINT: 'https://env.example/' } }).endpoint).toBe('https://env.example');
    expect(settle({ file, environment: { HF_ENDPOINT: '' } }).endpoint).toBe('https://file.example');
  });

  test('the command line over both', () => {
    const flags = { failOn: 'never', persona: 'auditor', endpoint: 'https://flag.example//', strict: false };
    expect(settle({ file, flags, environment: { HF_ENDPOINT: 'https://env.example' } })).toMatchObject({
      ...{ failOn: 'never', persona: 'auditor', endpoint: 'https://flag.example', strict: false },
    });
  });

  test('--no-config leaves the file aside, broken or not', () => {
    expect(settle({ file: 'nonsense: [', flags: { config: false } })).toMatchObject({ configFile: null });
    expect(() => settle({ file: 'nonsense: [' })).toThrow(ConfigError);
  });

  test('--config names another file, also by a link', () => {
    const cwd = makeFolder({ 'namesake.yml': 'fail-on: low\n', 'ci/strict.yml': 'fail-on: info\nexclude: [docs/]\n' });
    symlinkSync('ci/strict.yml', join(cwd, 'link.yml'));
    expect(settle({ cwd, flags: { config: 'ci/strict.yml' } })).toMatchObject({
      configFile: join(cwd, 'ci/strict.yml'),
      failOn: 'info',
      exclude: { base: cwd, patterns: ['docs/'] },
    });
    expect(settle({ cwd, flags: { config: 'link.yml' } }).failOn).toBe('info');
    expect(() => settle({ cwd, flags: { config: 'nope.yml' } })).toThrow('no such configuration file: nope.yml');
  });
});

describe('options', () => {
  test('are taken as written, their files relative to the current folder', () => {
    const cwd = makeFolder();
    const flags = {
      ...{ format: 'sarif', output: 'out/x.sarif', hubSnapshot: 's.json', baseline: '/b.json', color: 'never' },
      ...{ since: 'origin/main', offline: true, cacheDir: 'cache', verbose: true, stdinFilename: 'a/b.py' },
    };
    expect(settle({ cwd, flags })).toMatchObject({
      ...{ format: 'sarif', output: join(cwd, 'out/x.sarif'), snapshot: join(cwd, 's.json'), baseline: '/b.json' },
      ...{ color: 'never', since: 'origin/main', offline: true, cacheDir: join(cwd, 'cache'), verbosity: 'verbose' },
      stdin: { name: 'a/b.py' },
    });
  });

  test.each<[Flags, string]>([
    [{ format: 'serif' }, '--format: there is no serif; did you mean sarif?'],
    [{ failOn: 'med' }, '--fail-on: there is no med'],
    [{ persona: 'Regular' }, '--persona: there is no Regular; did you mean regular?'],
    [{ color: 'sometimes' }, '--color: there is no sometimes'],
    [{ staged: true, since: 'main' }, '--staged and --since exclude each other'],
    [{ record: 'a', hubSnapshot: 'b' }, '--record and --hub-snapshot exclude each other'],
    [{ record: 'a', offline: true }, '--record and --offline exclude each other'],
    [{ quiet: true, verbose: true }, '--quiet and --verbose exclude each other'],
  ])('%j is refused', (flags, message) => {
    expect(() => settle({ flags })).toThrow(expect.objectContaining({ name: 'UsageError', message }));
  });
});

describe('the audited root', () => {
  test('is the current folder, or what holds the paths that lead out of it', () => {
    const top = makeFolder({ 'here/a.py': '', 'there/x/b.py': '', 'there/y/c.py': '' });
    const cwd = join(top, 'here');
    expect(auditRoot(cwd, [])).toBe(cwd);
    expect(auditRoot(cwd, ['a.py', '-', './sub/..'])).toBe(cwd);
    expect(auditRoot(cwd, ['../there'])).toBe(join(top, 'there'));
    expect(auditRoot(cwd, ['../there/x/b.py'])).toBe(join(top, 'there/x'));
    expect(auditRoot(cwd, ['../there/x', '../there/y/c.py'])).toBe(join(top, 'there'));
    expect(auditRoot(cwd, ['a.py', '../there/x'])).toBe(top);
    expect(auditRoot(cwd, ['..here'])).toBe(cwd);
  });

  test('is what the paths are relative to, and where the file is looked for', () => {
    const top = makeFolder({ 'repo/namesake.yml': 'fail-on: info\n', 'repo/src/a.py': '', 'here/b.py': '' });
    expect(settle({ cwd: join(top, 'here'), paths: ['../repo', join(top, 'repo/src/a.py')] })).toMatchObject({
      root: join(top, 'repo'),
      paths: ['.', 'src/a.py'],
      failOn: 'info',
    });
  });

  test('may lie below the file, whose patterns stay relative to the file', () => {
    const top = makeFolder({ '.git/HEAD': '', 'namesake.yml': 'exclude: [/in/deep/a.py]\n', 'in/deep/a.py': '' });
    expect(settle({ cwd: join(top, 'in/deep') })).toMatchObject({
      exclude: { base: top, patterns: ['/in/deep/a.py'] },
      ignorePrefix: 'in/deep/',
    });
  });
});

describe('endpoints', () => {
  test.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://hub.example.com/mirror//', 'https://hub.example.com/mirror'],
    ['HTTPS://Hub.Example.com:443/', 'https://hub.example.com'],
    ['http://[::1]:9', 'http://[::1]:9'],
  ])('%s is %s', (endpoint, url) => {
    expect(settle({ flags: { endpoint } }).endpoint).toBe(url);
  });

  test.each([
    ...['', 'hub.example.com', 'ftp://hub.example.com', 'file:///etc/passwd', 'https://', 'https:///x', 'https://a b'],
    ...['https://user:secret@hub.example.com', 'https://token@hub.example.com', 'https://hub.example.com?x=1'],
    ...['https://hub.example.com/#x', 'https://hub.example.com?', 'https:\\\\hub.example.com', 'https://a\n.example'],
    ...['https://hub.example.com\\@evil.example', 'javascript:alert(1)', ' https://hub.example.com', 'https://[::1'],
  ])('%j is refused, wherever it comes from', (endpoint) => {
    expect(() => settle({ flags: { endpoint } })).toThrow(UsageError);
    expect(() => settle({ file: `endpoint: ${JSON.stringify(endpoint)}\n` })).toThrow(ConfigError);
    if (endpoint !== '') expect(() => settle({ environment: { HF_ENDPOINT: endpoint } })).toThrow(UsageError);
  });
});

describe('the token', () => {
  const HF_TOKEN = 'hf_user';

  test('is looked for where huggingface_hub looks, in its order', () => {
    const home = makeFolder({
      '.cache/huggingface/token': 'hf_cache\n',
      'hf/token': ' hf_home \n',
      'path/secret': 'hf_path',
      'xdg/huggingface/token': 'hf_xdg',
    });
    symlinkSync('path/secret', join(home, 'mounted'));
    const environments: readonly (readonly [Record<string, string>, string | null])[] = [
      [{}, 'hf_cache'],
      [{ XDG_CACHE_HOME: join(home, 'xdg') }, 'hf_xdg'],
      [{ XDG_CACHE_HOME: 'xdg' }, 'hf_cache'],
      [{ HF_HOME: join(home, 'hf') }, 'hf_home'],
      [{ HF_HOME: '~/hf' }, 'hf_home'],
      [{ HF_HOME: join(home, 'hf'), HF_TOKEN_PATH: join(home, 'mounted') }, 'hf_path'],
      [{ HF_TOKEN_PATH: join(home, 'nope') }, null],
      [{ HUGGING_FACE_HUB_TOKEN: 'hf_old', HF_TOKEN_PATH: join(home, 'path/secret') }, 'hf_old'],
      [{ HUGGING_FACE_HUB_TOKEN: 'hf_old', HF_TOKEN: ' hf_new\n' }, 'hf_new'],
      [{ HUGGING_FACE_HUB_TOKEN: 'hf_old', HF_TOKEN: '  ' }, 'hf_old'],
      [{ HF_TOKEN: 'hf_new', HF_HUB_DISABLE_IMPLICIT_TOKEN: 'Yes' }, null],
      [{ HF_TOKEN: 'hf_new', HF_HUB_DISABLE_IMPLICIT_TOKEN: '0' }, 'hf_new'],
    ];
    for (const [environment, token] of environments) {
      expect({ environment, token: settle({ environment: { HOME: home, ...environment } }).token }).toEqual({
        environment,
        token,
      });
    }
  });

  test('that cannot be used is said, without being shown', () => {
    for (const token of ['hf_a\r\nX-Evil: 1', 'hf_é']) {
      const settings = settle({ environment: { HF_TOKEN: token } });
      expect(settings.token).toBeNull();
      expect(settings.notes).toEqual(['the token in HF_TOKEN is not used: it holds characters that no token has']);
    }
    const folder = makeFolder({ 'token/x': '', huge: 'x'.repeat(20_000) });
    const notes = ['token', 'huge'].map((name) => settle({ environment: { HF_TOKEN_PATH: join(folder, name) } }).notes);
    expect(notes).toEqual([
      [`the token in ${folder}/token is not used: it is a directory, not a regular file`],
      [`the token in ${folder}/huge is not used: it is too large`],
    ]);
  });

  test.each<[string, Case]>([
    ['the default endpoint', {}],
    ['the default endpoint, also where the file names it', { file: 'endpoint: https://huggingface.co/\n' }],
    ['one that is given by option', { flags: { endpoint: 'https://mine.example' } }],
    ['one that is given by the environment', { environment: { HF_ENDPOINT: 'https://mine.example' } }],
    [
      'one of the user that the file names too',
      { flags: { endpoint: 'https://mine.example' }, file: 'endpoint: https://mine.example\n' },
    ],
    ['this machine over plain http', { flags: { endpoint: 'http://localhost:1' } }],
    ['this machine by its number', { environment: { HF_ENDPOINT: 'http://127.0.0.1:1' } }],
    ['this machine by its newer number', { environment: { HF_ENDPOINT: 'http://[::1]:1' } }],
  ])('may go to %s', (_, each) => {
    expect(settle({ ...each, environment: { HF_TOKEN, ...each.environment } })).toMatchObject({
      token: HF_TOKEN,
      notes: [],
    });
  });

  test.each<[string, string, Case]>([
    ['an address from the file', 'https://evil.example', { file: 'endpoint: https://evil.example\n' }],
    ['this machine where the file says so', 'http://localhost:1', { file: 'endpoint: http://localhost:1\n' }],
    ['the default over plain http', 'http://huggingface.co', { file: 'endpoint: http://huggingface.co\n' }],
    ['plain http', 'http://mine.example', { flags: { endpoint: 'http://mine.example' } }],
    ['plain http by the environment', 'http://10.0.0.1', { environment: { HF_ENDPOINT: 'http://10.0.0.1' } }],
    [
      'a name like this machine',
      'http://127.0.0.1.evil.example',
      { flags: { endpoint: 'http://127.0.0.1.evil.example' } },
    ],
    ['another name like it', 'http://localhost.evil.example', { flags: { endpoint: 'http://localhost.evil.example' } }],
  ])('never goes to %s, and this is said', (_, endpoint, each) => {
    const settings = settle({ ...each, environment: { HF_TOKEN, ...each.environment } });
    expect(settings).toMatchObject({ endpoint, token: null });
    expect(settings.notes).toEqual([expect.stringContaining(`your token is not sent to ${endpoint}: `)]);
    expect(JSON.stringify(settings)).not.toContain(HF_TOKEN);
  });
});

describe('the environment', () => {
  test.each([
    [{ HF_HUB_OFFLINE: '1' }, true],
    [{ HF_HUB_OFFLINE: 'on' }, true],
    [{ TRANSFORMERS_OFFLINE: 'TRUE' }, true],
    [{ HF_HUB_OFFLINE: '0', TRANSFORMERS_OFFLINE: 'Yes' }, true],
    [{ HF_HUB_OFFLINE: '0' }, false],
    [{ HF_HUB_OFFLINE: 'offline' }, false],
    [{ HF_HUB_OFFLINE: '' }, false],
  ])('%j means offline: %j', (environment, offline) => {
    expect(settle({ environment }).offline).toBe(offline);
  });

  test.each<[Record<string, string>, Flags, Settings['color']]>([
    [{ NO_COLOR: '1' }, {}, 'never'],
    [{ NO_COLOR: '0' }, {}, 'never'],
    [{ NO_COLOR: '' }, {}, 'auto'],
    [{ FORCE_COLOR: '1' }, {}, 'always'],
    [{ FORCE_COLOR: '0' }, {}, 'never'],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, {}, 'never'],
    [{ NO_COLOR: '1' }, { color: 'always' }, 'always'],
    [{ FORCE_COLOR: '1' }, { color: 'auto' }, 'auto'],
  ])('%j with %j colours %s', (environment, flags, color) => {
    expect(settle({ environment, flags }).color).toBe(color);
  });

  test('says where the cache is, unless there is none', () => {
    const HOME = '/home/me';
    expect(settle({ environment: { HOME } }).cacheDir).toBe('/home/me/.cache/namesake');
    expect(settle({ environment: { HOME, XDG_CACHE_HOME: '/x' } }).cacheDir).toBe('/x/namesake');
    expect(settle({ environment: { HOME, XDG_CACHE_HOME: 'relative' } }).cacheDir).toBe('/home/me/.cache/namesake');
    expect(settle({ environment: { HOME }, flags: { cache: false, cacheDir: 'c' } }).cacheDir).toBeNull();
    expect(settle({ environment: { HOME }, flags: { cache: true } }).cacheDir).toBe('/home/me/.cache/namesake');
  });

  test('tells a CI', () => {
    for (const CI of ['true', '1', 'woodpecker']) expect(settle({ environment: { CI } }).ci).toBe(true);
    for (const CI of ['', '0', 'false']) expect(settle({ environment: { CI } }).ci).toBe(false);
  });

  test('reaches git without tokens, and without what would send git elsewhere', () => {
    const kept = { PATH: '/bin', HOME: '/nonexistent', GIT_INDEX_FILE: '.git/next-index' };
    const dropped = {
      HF_TOKEN: 'hf_x',
      GIT_DIR: '/elsewhere',
      GIT_WORK_TREE: '/',
      GIT_EXTERNAL_DIFF: 'x',
      GIT_SSH: 'x',
    };
    expect(settle({ environment: { ...kept, ...dropped } }).environment).toEqual(kept);
  });
});
