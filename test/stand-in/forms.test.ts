import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, startStandIn } from './stand-in.ts';

/** Forms of the answers are those of recorded exchanges with the Hub, of September and October 2026. */

const CONFIG = '{"model_type": "gpt2"}\n';
let standIn: StandIn;
const OLD = '1'.repeat(40);
const NEW = '2'.repeat(40);

beforeAll(async () => {
  standIn = await startStandIn({
    accounts: [
      { kind: 'user', name: 'wzshiming', created: '2020-01-01T00:00:00Z' },
      { kind: 'org', name: 'Acme', created: '2024-01-10T15:48:50Z', members: ['wzshiming'] },
      { kind: 'user', name: 'guest', created: '2025-01-01T00:00:00Z' },
    ],
    repositories: [
      {
        id: 'wzshiming/gpt2',
        oid: '6ab2b9f6148b5cae56d6e842',
        created: '2026-09-22T17:25:10Z',
        commits: [
          {
            id: OLD,
            date: '2026-09-22T17:25:10Z',
            author: 'wzshiming',
            files: { 'config.json': CONFIG, 'onnx/decoder.onnx': { size: 100 } },
          },
          {
            id: NEW,
            date: '2026-09-23T17:25:10Z',
            author: 'wzshiming',
            files: { 'model.bin': { base64: Buffer.from('0123456789').toString('base64') }, 'config.json': CONFIG },
          },
        ],
        tags: { 'v1.0': 0 },
        pulls: { '3': 0 },
        security: { done: true, issues: [{ path: 'model.bin', level: 'unsafe' }] },
      },
      {
        id: 'Acme/guarded',
        created: '2024-02-02T00:00:00Z',
        gated: 'manual',
        allowed: [],
        commits: [{ date: '2024-02-02T00:00:00Z', files: { 'config.json': CONFIG } }],
      },
      {
        id: 'Acme/secret',
        created: '2024-02-02T00:00:00Z',
        private: true,
        commits: [{ date: '2024-02-02T00:00:00Z' }],
      },
      {
        id: 'Acme/withdrawn',
        created: '2024-02-02T00:00:00Z',
        disabled: true,
        commits: [{ date: '2024-02-02T00:00:00Z' }],
      },
      {
        kind: 'dataset',
        id: 'Acme/rows',
        created: '2024-02-02T00:00:00Z',
        commits: [{ date: '2024-02-02T00:00:00Z', files: { 'a.csv': 'a,b\n' } }],
      },
      { kind: 'space', id: 'Acme/demo', created: '2024-02-02T00:00:00Z', commits: [{ date: '2024-02-02T00:00:00Z' }] },
      { kind: 'kernel', id: 'Acme/relu', created: '2024-02-02T00:00:00Z', commits: [{ date: '2024-02-02T00:00:00Z' }] },
    ],
    redirects: [
      { from: 'gpt2', to: 'wzshiming/gpt2' },
      { from: 'lost/gpt2', to: 'wzshiming/gpt2' },
      { kind: 'dataset', from: 'rows', to: 'Acme/rows' },
    ],
    tokens: { hf_member: 'wzshiming', hf_guest: 'guest' },
  });
});

afterAll(() => standIn.stop());

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

async function get(path: string, { token, ...init }: RequestInit & { token?: string } = {}): Promise<Got> {
  const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...init.headers };
  const response = await fetch(path.startsWith('/') ? standIn.url + path : path, {
    redirect: 'manual',
    ...init,
    headers,
  });
  const text = await response.text();
  let json: unknown = null;
  if (response.headers.get('content-type')?.startsWith('application/json') && text !== '') json = JSON.parse(text);
  return { status: response.status, headers: response.headers, text, json };
}

describe('refusals', () => {
  test('a missing or private repository is a bare 401 to an anonymous caller', async () => {
    for (const path of [
      '/api/models/wzshiming/nothing',
      '/api/models/Acme/secret',
      '/api/models/Acme',
      '/api/datasets/Acme/nothing/refs',
    ]) {
      const { status, headers, json } = await get(path);
      expect([status, json]).toEqual([401, { error: 'Invalid username or password.' }]);
      expect(headers.get('x-error-message')).toBe('Invalid username or password.');
      expect(headers.get('x-error-code')).toBeNull();
      expect(headers.get('www-authenticate')).toBe('Bearer realm="Authentication required", charset="UTF-8"');
    }
  });

  test('and a 404 with a code to a caller with a token', async () => {
    const { status, headers, json } = await get('/api/models/Acme/secret', { token: 'hf_guest' });
    expect([status, headers.get('x-error-code'), json]).toEqual([
      404,
      'RepoNotFound',
      { error: 'Repository not found' },
    ]);
    expect((await get('/api/models/Acme/secret', { token: 'hf_member' })).json).toMatchObject({ private: true });
  });

  test('a bad token is refused everywhere', async () => {
    for (const path of [
      '/api/models/wzshiming/gpt2',
      '/api/users/wzshiming/overview',
      '/wzshiming/gpt2/resolve/main/config.json',
    ]) {
      const { status, headers } = await get(path, { token: 'hf_nobody' });
      expect([status, headers.get('x-error-message')]).toEqual([401, 'Invalid credentials in Authorization header']);
    }
  });

  test('a missing revision has its code and words', async () => {
    const { status, headers, json } = await get('/api/models/wzshiming/gpt2/revision/does-not-exist');
    expect([status, headers.get('x-error-code'), json]).toEqual([
      404,
      'RevisionNotFound',
      { error: 'Invalid rev id: does-not-exist' },
    ]);
  });

  test('a gated repository is described, and its history and files are not given', async () => {
    expect((await get('/api/models/Acme/guarded')).json).toMatchObject({ gated: 'manual' });
    for (const path of ['/api/models/Acme/guarded/commits/main', '/Acme/guarded/resolve/main/config.json']) {
      const anonymous = await get(path);
      expect([anonymous.status, anonymous.headers.get('x-error-code')]).toEqual([401, 'GatedRepo']);
      const guest = await get(path, { token: 'hf_guest' });
      expect([guest.status, guest.headers.get('x-error-code')]).toEqual([403, 'GatedRepo']);
      expect((await get(path, { token: 'hf_member' })).status).toBeLessThan(400);
    }
  });

  test('a disabled repository is described, and nothing else of it is given', async () => {
    expect((await get('/api/models/Acme/withdrawn')).json).toMatchObject({ disabled: true });
    const { status, headers } = await get('/api/models/Acme/withdrawn/refs');
    expect([status, headers.get('x-error-message'), headers.get('x-error-code')]).toEqual([
      403,
      'Access to this resource is disabled.',
      null,
    ]);
  });
});

describe('descriptions', () => {
  test('begin with the time of creation, which is also said', async () => {
    for (const path of [
      '/api/models/wzshiming/gpt2',
      '/api/datasets/Acme/rows',
      '/api/spaces/Acme/demo',
      '/api/kernels/Acme/relu',
      '/api/users/wzshiming/overview',
    ]) {
      const { _id, createdAt } = (await get(path)).json as { _id: string; createdAt: string };
      expect(_id).toMatch(/^[0-9a-f]{24}$/);
      expect(new Date(Number.parseInt(_id.slice(0, 8), 16) * 1000).toISOString()).toBe(createdAt);
    }
  });

  test('are those of the revision asked for: a branch, a tag, a short or full commit, a pull request, HEAD', async () => {
    for (const [revision, sha] of [
      ['main', NEW],
      ['v1.0', OLD],
      ['1111111', OLD],
      [OLD, OLD],
      ['refs%2Fpr%2F3', OLD],
      ['HEAD', NEW],
    ]) {
      expect((await get(`/api/models/wzshiming/gpt2/revision/${revision}`)).json).toMatchObject({ sha });
    }
  });

  test('have more on request: scans, sizes, or chosen fields alone', async () => {
    const security = { scansDone: true, filesWithIssues: [{ path: 'model.bin', level: 'unsafe' }] };
    expect((await get('/api/models/wzshiming/gpt2?securityStatus=true')).json).toMatchObject({
      securityRepoStatus: security,
    });
    expect((await get('/api/models/wzshiming/gpt2')).json).not.toHaveProperty('securityRepoStatus');
    expect((await get('/api/models/wzshiming/gpt2/scan')).json).toEqual(security);
    const { siblings } = (await get('/api/models/wzshiming/gpt2?blobs=true')).json as { siblings: object[] };
    expect(siblings).toContainEqual(expect.objectContaining({ rfilename: 'config.json', size: CONFIG.length }));
    expect((await get('/api/models/wzshiming/gpt2?expand[]=sha&expand[]=gated')).json).toEqual({
      _id: '6ab2b9f6148b5cae56d6e842',
      id: 'wzshiming/gpt2',
      sha: NEW,
      gated: false,
    });
    expect((await get('/api/models/wzshiming/gpt2?expand=_id')).status).toBe(400);
  });

  test('of organizations have a name in any letter case and no date; those of users redirect to theirs', async () => {
    const organization = await get('/api/organizations/acme/overview');
    expect(organization.json).toMatchObject({ name: 'Acme', numModels: 3, numUsers: 1 });
    expect(organization.json).not.toHaveProperty('createdAt');
    const user = await get('/api/users/WZshiming/overview');
    expect([user.status, user.headers.get('location')]).toEqual([307, '/api/users/wzshiming/overview']);
    expect((await get('/api/users/wzshiming/overview')).json).toMatchObject({ user: 'wzshiming', type: 'user' });
  });

  test('of accounts are 404 for those of the other kind, each in its own words', async () => {
    const organization = await get('/api/organizations/wzshiming/overview');
    expect([organization.status, organization.json]).toEqual([
      404,
      { error: "Sorry, we can't find the page you are looking for." },
    ]);
    const user = await get('/api/users/Acme/overview');
    expect([user.status, user.json]).toEqual([404, { error: 'This user does not exist' }]);
  });

  test('of the caller need a token', async () => {
    expect((await get('/api/whoami-v2')).status).toBe(401);
    expect((await get('/api/whoami-v2', { token: 'hf_member' })).json).toMatchObject({
      type: 'user',
      name: 'wzshiming',
    });
  });
});

describe('redirects', () => {
  test.each([
    ['/api/models/gpt2?a=1&b=%2F', '/api/models/wzshiming/gpt2?a=1&b=%2F'],
    ['/api/models/lost/gpt2', '/api/models/wzshiming/gpt2'],
    ['/api/models/WZSHIMING/GPT2', '/api/models/wzshiming/gpt2'],
    [
      '/api/models/gpt2/revision/refs%2Fpr%2F3?expand=sha',
      '/api/models/wzshiming/gpt2/revision/refs%2Fpr%2F3?expand=sha',
    ],
    ['/api/models/lost/gpt2/commits/main?limit=1', '/api/models/wzshiming/gpt2/commits/main?limit=1'],
    ['/api/models/lost/gpt2/refs', '/api/models/wzshiming/gpt2/refs'],
    ['/api/models/lost/gpt2/tree/main/onnx?recursive=true', '/api/models/wzshiming/gpt2/tree/main/onnx?recursive=true'],
    ['/api/datasets/rows', '/api/datasets/Acme/rows'],
    ['/gpt2/resolve/main/config.json?download=true', '/wzshiming/gpt2/resolve/main/config.json?download=true'],
    ['/datasets/rows/resolve/main/a.csv', '/datasets/Acme/rows/resolve/main/a.csv'],
  ])('%s leads to %s', async (from, to) => {
    const { status, headers } = await get(from);
    expect([status, headers.get('location')]).toEqual([307, to]);
  });
});

describe('listings', () => {
  test('of a tree have folders, files and those in LFS, and its pages follow one another on the host that was asked', async () => {
    const all = (await get('/api/models/wzshiming/gpt2/tree/main?recursive=true&expand=true')).json as {
      path: string;
    }[];
    expect(all.map(({ path }) => path)).toEqual(['config.json', 'model.bin', 'onnx', 'onnx/decoder.onnx']);
    expect(all[1]).toMatchObject({
      type: 'file',
      size: 10,
      lfs: { size: 10, oid: createHash('sha256').update('0123456789').digest('hex') },
      securityFileStatus: { status: 'unsafe' },
      lastCommit: { id: NEW },
    });
    expect((await get('/api/models/wzshiming/gpt2/tree/main')).json).toEqual([
      expect.objectContaining({ path: 'config.json' }),
      expect.objectContaining({ path: 'model.bin' }),
      expect.objectContaining({ path: 'onnx', type: 'directory' }),
    ]);

    const paths: string[] = [];
    for (
      let next: string | undefined = '/api/models/wzshiming/gpt2/tree/main?recursive=true&limit=1';
      next !== undefined;
    ) {
      const page = await get(next);
      paths.push(...(page.json as { path: string }[]).map(({ path }) => path));
      next = /<(http:[^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(paths).toEqual(all.map(({ path }) => path));
  });

  test('of a path that is not there has a code', async () => {
    const { status, headers, json } = await get('/api/models/wzshiming/gpt2/tree/main/nothing');
    expect([status, headers.get('x-error-code'), json]).toEqual([
      404,
      'EntryNotFound',
      { error: 'nothing does not exist on "main"' },
    ]);
  });

  test('of chosen paths leave out those that are not there', async () => {
    const body = JSON.stringify({ paths: ['config.json', 'nothing'], expand: true });
    const { status, json } = await get('/api/models/wzshiming/gpt2/paths-info/main', { method: 'POST', body });
    expect(status).toBe(200);
    const oid = createHash('sha1').update(`blob ${CONFIG.length}\0${CONFIG}`).digest('hex');
    expect(json).toEqual([
      expect.objectContaining({
        path: 'config.json',
        oid,
        securityFileStatus: expect.objectContaining({ status: 'safe' }),
      }),
    ]);
  });

  test('of references have pull requests on request', async () => {
    const main = { name: 'main', ref: 'refs/heads/main', targetCommit: NEW };
    const tag = { name: 'v1.0', ref: 'refs/tags/v1.0', targetCommit: OLD };
    expect((await get('/api/models/wzshiming/gpt2/refs')).json).toEqual({
      tags: [tag],
      branches: [main],
      converts: [],
    });
    const pull = { name: 'refs/pr/3', ref: 'refs/pr/3', targetCommit: OLD };
    expect((await get('/api/models/wzshiming/gpt2/refs?include_prs=1')).json).toMatchObject({ pullRequests: [pull] });
  });

  test('of commits go back page by page, with their number', async () => {
    const page = await get('/api/models/wzshiming/gpt2/commits/main?limit=1');
    expect(page.json).toEqual([
      expect.objectContaining({ id: NEW, authors: [{ user: 'wzshiming' }], date: '2026-09-23T17:25:10.000Z' }),
    ]);
    expect(page.headers.get('x-total-count')).toBe('2');
    expect(page.headers.get('link')).toBe(
      `<${standIn.url}/api/models/wzshiming/gpt2/commits/main?limit=1&p=1>; rel="next"`,
    );
  });
});

describe('files', () => {
  test('of git go through a cached address with the commit and the digest', async () => {
    const first = await get('/wzshiming/gpt2/resolve/main/config.json', { method: 'HEAD' });
    const oid = createHash('sha1').update(`blob ${CONFIG.length}\0${CONFIG}`).digest('hex');
    expect(first.status).toBe(307);
    expect(first.headers.get('location')).toBe(
      `/api/resolve-cache/models/wzshiming/gpt2/${NEW}/config.json?%2Fwzshiming%2Fgpt2%2Fresolve%2Fmain%2Fconfig.json=&etag=%22${oid}%22`,
    );
    expect([first.headers.get('x-repo-commit'), first.headers.get('x-linked-etag'), first.headers.get('etag')]).toEqual(
      [NEW, `"${oid}"`, null],
    );
    expect(first.headers.get('x-hf-warning')).toMatch(/^unauthenticated; /);
    const second = await get(first.headers.get('location') ?? '');
    expect([second.status, second.text, second.headers.get('etag'), second.headers.get('x-repo-commit')]).toEqual([
      200,
      CONFIG,
      `"${oid}"`,
      NEW,
    ]);
  });

  test('in LFS go to another origin, where the digest is another one', async () => {
    const first = await get('/wzshiming/gpt2/resolve/main/model.bin', { method: 'HEAD' });
    const sha256 = createHash('sha256').update('0123456789').digest('hex');
    expect([first.status, first.headers.get('x-linked-etag'), first.headers.get('x-linked-size')]).toEqual([
      302,
      `"${sha256}"`,
      '10',
    ]);
    const location = new URL(first.headers.get('location') ?? '');
    expect(location.origin).toBe(standIn.cdnUrl);
    const second = await get(location.href);
    expect([second.status, second.text]).toEqual([200, '0123456789']);
    expect(second.headers.get('etag')).not.toBe(`"${sha256}"`);
    expect((await get(location.origin + location.pathname)).status).toBe(403);
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['lines=1-2', 200, '0123456789', null],
  ])('are given in part: %s', async (range, status, text, contentRange) => {
    const location = (await get('/wzshiming/gpt2/resolve/main/model.bin')).headers.get('location') ?? '';
    const part = await get(location, { headers: { range } });
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([status, text, contentRange]);
  });

  test('are given whole where the range is to be ignored', async () => {
    const location = (await get('/wzshiming/gpt2/resolve/main/model.bin')).headers.get('location') ?? '';
    standIn.ignoreRange = true;
    const whole = await get(location, { headers: { range: 'bytes=2-4' } });
    standIn.ignoreRange = false;
    expect([whole.status, whole.text]).toEqual([200, '0123456789']);
  });

  test('that are not there are refused in plain text', async () => {
    const { status, headers, text } = await get('/wzshiming/gpt2/resolve/main/does-not-exist.txt');
    expect([status, headers.get('x-error-code'), text]).toEqual([404, 'EntryNotFound', 'Entry not found']);
    expect((await get('/wzshiming/gpt2/resolve/nowhere/config.json')).headers.get('x-error-code')).toBe(
      'RevisionNotFound',
    );
  });
});

test('every answer says how much of its window is left, for each caller, and what exceeds it is a 429', async () => {
  standIn.limits.windows.api = { requests: 2, seconds: 300 };
  const window = async (path: string, token: string) => {
    const { status, headers } = await get(path, { token });
    return [status, headers.get('ratelimit')?.replace(/t=\d+/, 't'), headers.get('ratelimit-policy')];
  };
  const policy = '"fixed window";"api";q=2;w=300';
  expect(await window('/api/models/gpt2', 'hf_window')).toEqual([401, '"api";r=1;t', policy]);
  expect(await window('/api/nothing', 'hf_window')).toEqual([401, '"api";r=0;t', policy]);
  expect(await window('/api/models/gpt2', 'hf_window')).toEqual([429, '"api";r=0;t', policy]);
  expect(await window('/api/models/gpt2', 'hf_another')).toEqual([401, '"api";r=1;t', policy]);
  standIn.limits.windows.api = { requests: 500, seconds: 300 };
});
