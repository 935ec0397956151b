/** The grammar of names. */

import { describe, expect, test } from 'vitest';
import {
  hasModelFile,
  hasWeights,
  isRepoId,
  readBare,
  readHubAddress,
  readHubPath,
  readHubUri,
  readWord,
  revisionOf,
  type Target,
} from '../../src/extract/ids.ts';
import { repoName, revisionText } from '../../src/model.ts';
import { randomOf } from './random.ts';

const SHA = '8f3a5b1c9d2e4f60718293a4b5c6d7e8f9012345';

/** A target in short: kind, id, revision, file. */
function short(target: ReturnType<typeof readWord>): string {
  if (target === null) return 'nothing';
  if ('not' in target) return `not: ${target.not}`;
  const revision = target.revision.at === 'none' ? '' : ` @${target.revision.at}:${revisionText(target.revision)}`;
  const file = target.file === null ? '' : ` +${target.file}`;
  return `${target.kind ?? '?'} ${repoName(target)}${revision}${file}`;
}

describe('isRepoId', () => {
  test.each([
    ['ns', 'name', true],
    ['n', 'm', true],
    ['1ns', '123', true],
    ['Foo-Bar', 'foo_bar.1', true],
    ['ns', '_name', true],
    ['ns', `${'a'.repeat(96)}`, true],
    [null, 'gpt2', true],
    ['ns', 'a'.repeat(97), false],
    ['a'.repeat(97), 'name', false],
    ['ns', 'na--me', false],
    ['ns', 'na..me', false],
    ['n--s', 'name', false],
    ['ns', 'name.git', false],
    ['ns', '.name', false],
    ['ns', '-name', false],
    ['ns', 'name.', false],
    ['-ns', 'name', false],
    ['.ns', 'name', false],
    ['ns', '', false],
    ['', 'name', false],
    ['ns', 'na me', false],
    ['ns', 'náme', false],
    ['ns', 'name\n', false],
    ['ns', 'name%0a', false],
    ['ns', '../name', false],
    ['ns', 'name-', false],
    ['ns-', 'name', false],
  ])('of %j and %j is %j', (namespace, name, expected) => {
    expect(isRepoId(namespace, name)).toBe(expected);
  });
});

describe('revisionOf', () => {
  test.each([
    [SHA, 'commit'],
    [SHA.toUpperCase(), 'commit'],
    [SHA.slice(0, 39), 'short'],
    ['deadbee', 'short'],
    ['deadbe', 'named'],
    [`${SHA}0`, 'named'],
    ['main', 'named'],
    ['refs/pr/3', 'named'],
    ['v1.0', 'named'],
    ['DEADBEE', 'named'],
  ])('%s is %s', (text, at) => {
    expect(revisionOf(text).at).toBe(at);
  });

  test('a commit is written in lower case, whatever it was', () => {
    expect(revisionOf(SHA.toUpperCase())).toEqual({ at: 'commit', commit: SHA });
  });
});

describe('readHubAddress', () => {
  test.each([
    ['huggingface.co', '/ns/name?x=1#y', 'model ns/name'],
    ['www.huggingface.co', '/ns/name', 'model ns/name'],
    ['HuggingFace.CO', '/ns/name', 'model ns/name'],
    ['hf.co', '/ns/name', 'model ns/name'],
    ['hf-mirror.com', '/ns/name', 'model ns/name'],
    ['api-inference.huggingface.co', '/models/ns/name', 'model ns/name'],
    ['api-inference.huggingface.co', '/pipeline/feature-extraction/ns/name', 'model ns/name'],
    ['api-inference.huggingface.co', '/models/gpt2', 'model gpt2'],
    ['router.huggingface.co', '/hf-inference/models/ns/name/v1/chat', 'model ns/name'],
    ['router.huggingface.co', '/v1/chat', 'nothing'],
    ['datasets-server.huggingface.co', '/rows?dataset=ns/name&config=c', 'dataset ns/name'],
    ['datasets-server.huggingface.co', '/rows?config=c&dataset=ns%2Fname', 'dataset ns/name'],
    ['datasets-server.huggingface.co', '/rows?dataset=squad', 'dataset squad'],
    ['datasets-server.huggingface.co', '/healthcheck', 'nothing'],
    ['evil-huggingface.co', '/ns/name', 'nothing'],
    ['huggingface.co.evil.example', '/ns/name', 'nothing'],
    ['huggingfacexco', '/ns/name', 'nothing'],
    ['hfxco', '/ns/name', 'nothing'],
    ['huggingface.com', '/ns/name', 'nothing'],
    ['discuss.huggingface.co', '/ns/name', 'nothing'],
  ])('%s%s: %s', (host, rest, expected) => {
    expect(short(readHubAddress(host, rest, 0))).toBe(expected);
  });
});

describe('readWord', () => {
  test.each([
    ['ns/name', '? ns/name'],
    ['ns/name:Q4_K_M', '? ns/name'],
    ['ns/name@v1', '? ns/name @named:v1'],
    [`ns/name@${SHA}`, `? ns/name @commit:${SHA}`],
    ['ns/name::folder', '? ns/name'],
    ['ns/name/sub/file.gguf', '? ns/name +sub/file.gguf'],
    ['huggingface/ns/name', '? ns/name'],
    ['huggingface/gpt2', '? gpt2'],
    ['datasets/ns/name', 'dataset ns/name'],
    ['spaces/ns/name', 'space ns/name'],
    ['models/ns/name', 'model ns/name'],
    ['hf-hub:ns/name', '? ns/name'],
    ['hf_hub:ns/name@main', '? ns/name @named:main'],
    ['HF-Hub:ns/name', '? ns/name'],
    ['hf:ns/name:Q8_0', '? ns/name'],
    ['huggingface:ns/name', '? ns/name'],
    ['hf.co/ns/name:Q4', 'model ns/name'],
    ['huggingface.co/spaces/ns/name', 'space ns/name'],
    ['models--ns--name', 'model ns/name'],
    ['datasets--ns--name', 'dataset ns/name'],
    ['a/b/models--ns--na-me.x', 'model ns/na-me.x'],
    [`hub/models--ns--name/snapshots/${SHA}/config.json`, `model ns/name @commit:${SHA}`],
    ['models--ns--name/refs/main', 'model ns/name @named:main'],
    ['ns%2Fname', '? ns/name'],
    ['ns%2fname', '? ns/name'],
    ['a/../b', 'nothing'],
    ['./ns/name', 'nothing'],
    ['ns//name', 'nothing'],
    ['ns/name/', 'nothing'],
    ['/ns/name', 'nothing'],
    ['@ns/name', 'nothing'],
    ['name', 'nothing'],
  ])('%s is %s', (word, expected) => {
    expect(short(readWord(word, 0))).toBe(expected);
  });

  test('of random words gives names that the client takes, at the place where they stand', () => {
    const random = randomOf(3);
    const pieces = [
      'a',
      'Z9',
      '-',
      '_',
      '.',
      '..',
      '--',
      '/',
      ':',
      '@',
      '%2F',
      'hf-hub:',
      'huggingface/',
      'datasets/',
      'models--',
      '~',
      '+',
      '.git',
      '#',
      '|',
    ];
    for (let i = 0; i < 5000; i++) {
      const word = random.text(pieces, 9);
      const target = readWord(word, 7);
      if (target === null || 'not' in target) continue;
      expect(isRepoId(target.namespace, target.name)).toBe(true);
      const written = word.slice(target.span.start - 7, target.span.end - 7);
      if (target.form !== 'cache') expect(written.replace(/%2F/i, '/')).toBe(repoName(target));
    }
  });
});

describe('readBare', () => {
  test('takes any name of one part, and leaves it to the place to say whether it is one', () => {
    expect(short(readBare('gpt2', 0))).toBe('? gpt2');
    expect(readBare('gpt2', 5)?.span).toEqual({ start: 5, end: 9 });
  });

  test.each(['', '123', '1.5', 'a b', 'a/b', 'a--b', 'x.git', '-a'])('does not take %j', (word) => {
    expect(readBare(word, 0)).toBeNull();
  });
});

describe('readHubPath', () => {
  test.each([
    ['/ns/name', 'model ns/name'],
    ['/ns/name.git', 'model ns/name'],
    ['/ns/name/resolve/main/a/b.bin', 'model ns/name @named:main +a/b.bin'],
    ['/ns/name/resolve/refs%2Fpr%2F21/a.bin', 'model ns/name @named:refs/pr/21 +a.bin'],
    ['/ns/name/tree/refs/convert/parquet/default', 'model ns/name @named:refs/convert/parquet +default'],
    [`/ns/name/commit/${SHA}`, `model ns/name @commit:${SHA}`],
    ['/ns/name/discussions/1', 'model ns/name'],
    ['/datasets/ns/name/blob/main/a.csv', 'dataset ns/name @named:main +a.csv'],
    ['/datasets/squad', 'dataset squad'],
    ['/api/models/ns/name', 'model ns/name'],
    ['/api/spaces/ns/name/commits/main', 'space ns/name @named:main'],
    ['/gpt2/resolve/main/config.json', 'model gpt2 @named:main +config.json'],
    ['/ns/name/resolve', 'model ns/name'],
    ['/docs/transformers/index', "not: a page of the Hub's site (/docs)"],
    ['/Docs/transformers', "not: a page of the Hub's site (/Docs)"],
    ['/blog/ns/name', "not: a page of the Hub's site (/blog)"],
    ['/papers/2310.06825', "not: a page of the Hub's site (/papers)"],
    ['/collections/ns/name', "not: a page of the Hub's site (/collections)"],
    ['/settings/tokens', "not: a page of the Hub's site (/settings)"],
    ['/datasets', "not: a listing page of the Hub's site"],
    ['/ns', 'not: the page of a user or an organisation'],
    ['/', "not: the Hub's front page"],
    ['/api', "not: a page of the Hub's API"],
    ['/api/whoami-v2', "not: a route of the Hub's API"],
    ['/ns/na--me', 'not: not a valid repository id'],
    ['/ns/%00', 'not: not a valid repository id'],
    ['/ns/%zz', 'not: not a valid repository id'],
  ])('%s is %s', (path, expected) => {
    expect(short(readHubPath(path, 0))).toBe(expected);
  });

  test('a path that is encoded stands where it is written', () => {
    const path = '/ns/na%6De/resolve/main/x.bin';
    const target = readHubPath(path, 100) as Target;
    expect(path.slice(target.span.start - 100, target.span.end - 100)).toBe('ns/na%6De');
  });
});

describe('readHubUri', () => {
  test.each([
    ['ns/name', 'model ns/name'],
    ['datasets/ns/name@refs/pr/10/a.csv', 'dataset ns/name @named:refs/pr/10 +a.csv'],
    ['datasets/ns/name@refs/convert/parquet/a.parquet', 'dataset ns/name @named:refs/convert/parquet +a.parquet'],
    ['ns/name@feature%2Ffoo/a', 'model ns/name @named:feature/foo +a'],
    ['ns/name:/data:ro', 'model ns/name'],
    ['datasets/ns/name/train:/mnt', 'dataset ns/name +train'],
    ['kernels/ns/name', 'kernel ns/name'],
    ['gpt2', 'model gpt2'],
    ['buckets/ns/name', 'not: a storage bucket'],
    ['datasets', 'not: a type without an id'],
    ['', 'not: an empty hf:// address'],
  ])('%s is %s', (body, expected) => {
    expect(short(readHubUri(body, 0))).toBe(expected);
  });
});

describe('files of a repository', () => {
  test.each([
    ['model.safetensors', true, true],
    ['a/b.GGUF', true, true],
    ['config.json', true, false],
    ['train.parquet', true, false],
    ['index.html', false, false],
    ['folder', false, false],
  ])('%s: of a repository %j, weights %j', (path, model, weights) => {
    expect([hasModelFile(path), hasWeights(path)]).toEqual([model, weights]);
  });
});

// A grammar that is not linear does not come to its end within the time that a test has.
describe('a megabyte is read to its end', () => {
  const readers = [readWord, readBare, readHubPath, readHubUri];
  test.each(['a/', 'a', '-', '.', '@', ':', '%2F', '%', 'models--', 'a--', '/', ':/', '@refs/pr/1', 'huggingface/'])(
    'of %s',
    (piece) => {
      const text = piece.repeat(1_000_000 / piece.length);
      for (const reader of readers) {
        const target = reader(text, 0);
        if (target !== null && !('not' in target)) expect(isRepoId(target.namespace, target.name)).toBe(true);
      }
    },
  );
});
