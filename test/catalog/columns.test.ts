import { describe, expect, test } from 'vitest';
import { catalogOf } from './rows.ts';

describe('the column that names the repositories', () => {
  test.each<[string, string, string, string | null]>([
    ['is one with a known name', 'a.csv', 'family,model_id\nx/y,a/b\nz/w,c/d\n', 'model_id'],
    ['is the clearest of several known names', 'a.csv', 'name,id,HF Repo-ID\na/b,c/d,e/f\n', 'HF Repo-ID'],
    ['is told by its texts where no name is known', 'a.csv', 'title,where\nOne,a/b\nTwo,c/d\n', 'where'],
    ['is not a known name over other texts', 'a.csv', 'id,where\n1,a/b\n2,c/d\n', 'where'],
    ['is a number where there is no header', 'a.csv', 'One,a/b\nTwo,c/d\n', '2'],
    ['is a key of JSON, however deep', 'a.json', '{"page":{"items":[{"modelId":"a/b"},{"modelId":"c/d"}]}}', 'modelId'],
    [
      'is not a key of files',
      'a.json',
      '[{"id":"a/b","siblings":[{"rfilename":"x/y.bin"},{"rfilename":"x/z.bin"}]}]',
      'id',
    ],
    ['is not there in a list', 'a.txt', 'a/b\nc/d\n', ''],
    ['is every key of a map', 'a.yaml', 'small: a/b\nlarge: c/d\n', null],
  ])('%s', async (_, name, text, chosen) => {
    expect((await catalogOf(name, text))?.chosen).toBe(chosen);
  });

  test('is the one that the command line names, whatever its letter case', async () => {
    const text = 'model_id,Base Model\na/b,e/f\nc/d,g/h\n';
    expect((await catalogOf('a.csv', text, 'base_model'))?.rows).toEqual(['2:5 model e/f', '3:5 model g/h']);
    expect((await catalogOf('a.csv', text, 'nowhere'))?.rows).toEqual([]);
  });

  test('is not made up where nothing reads as a repository', async () => {
    expect(await catalogOf('a.csv', 'name,size\nsmall,1\nlarge,2\n')).toBeNull();
  });
});

describe('the format', () => {
  test.each([
    ['a JSON array', '[\n {"id": "a/b"}]', '2:10 model a/b'],
    ['a JSON object', '{\n"id": "a/b"}', '2:8 model a/b'],
    ['lines of JSON', '{"id":"x/y"}\n{"id":"a/b"}\n', '2:8 model a/b'],
    ['CSV', 'name,id\nx,a/b\n', '2:3 model a/b'],
    ['YAML', 'models:\n  - a/b\n', '2:5 model a/b'],
    ['a list', '# names\na/b\n', '2:1 model a/b'],
  ])('is found out where the name of the file does not tell: %s', async (_, text, row) => {
    expect((await catalogOf('catalogue', text))?.rows.at(-1)).toBe(row);
  });

  test('may be empty', async () => {
    expect((await catalogOf('a.csv', ''))?.rows).toEqual([]);
  });
});

describe('a row', () => {
  test('may name a repository in any of the forms that people use', async () => {
    const forms = [
      'acme/chat',
      'acme/chat@v1.0',
      'https://huggingface.co/acme/chat',
      'https://huggingface.co/acme/chat/tree/main?x=1',
      'https://hf.co/datasets/acme/data',
      'hf://datasets/acme/data@main/train.csv',
      'pkg:huggingface/acme/chat@0123456789012345678901234567890123456789',
      'spaces/acme/demo',
      'gpt2',
    ];
    expect((await catalogOf('a.txt', forms.join('\n')))?.rows).toEqual([
      '1:1 model acme/chat',
      '2:1 model acme/chat@v1.0',
      '3:24 model acme/chat',
      '4:24 model acme/chat@main',
      '5:24 dataset acme/data',
      '6:15 dataset acme/data@main',
      '7:17 model acme/chat@0123456789012345678901234567890123456789',
      '8:8 space acme/demo',
      '9:1 model gpt2',
    ]);
  });

  test('tells its kind and its revision in columns of their own', async () => {
    const text = 'repo_id,type,revision\na/b,dataset,v1\nc/d,,\ne/f,Models,main\n';
    expect((await catalogOf('a.csv', text))?.rows).toEqual([
      '2:1 dataset a/b@v1',
      '3:1 model c/d',
      '4:1 model e/f@main',
    ]);
    expect((await catalogOf('a.json', '[{"dataset_id":"a/b"}]'))?.rows).toEqual(['1:17 dataset a/b']);
  });

  test('that names no repository is told, and is no reference', async () => {
    const text = 'id\na/b\ntext-embedding-large\nc/d\nhttps://example.com/a/b\nnot one\ne/f\n';
    expect((await catalogOf('a.csv', text))?.rows).toEqual([
      '2:1 model a/b',
      '3! names no repository of the Hub: text-embedding-large',
      '4:1 model c/d',
      '5! names no repository of the Hub: https://example.com/a/b',
      '6! names no repository of the Hub: not one',
      '7:1 model e/f',
    ]);
  });

  test('that is empty is none', async () => {
    expect((await catalogOf('a.csv', 'id,name\na/b,x\n,y\nc/d,z\n'))?.rows).toEqual(['2:1 model a/b', '4:1 model c/d']);
  });
});
