/** The net: which words of a text have the shape of a reference, where they stand, and that no text makes it slow. */

import { describe, expect, test } from 'vitest';
import { type Word, wordsIn } from '../../src/extract/words.ts';
import { repoName } from '../../src/model.ts';
import { randomOf } from './random.ts';

/** Every word as `text -> id`, or `text -> not: why`. */
function read(text: string): string[] {
  return [...wordsIn(text)].map((word) =>
    'not' in word.target ? `${word.text} -> not: ${word.target.not}` : `${word.text} -> ${repoName(word.target)}`,
  );
}

function only(text: string): Word {
  const [word, ...rest] = wordsIn(text);
  if (word === undefined || rest.length > 0) throw new Error(`not one word in ${text}`);
  return word;
}

describe('words', () => {
  test.each([
    ['ns/name', ['ns/name -> ns/name']],
    ['(ns/name), "ns/other"; [ns/third].', ['ns/name -> ns/name', 'ns/other -> ns/other', 'ns/third -> ns/third']],
    ['model=ns/name', ['ns/name -> ns/name']],
    ['--model=ns/name', ['ns/name -> ns/name']],
    ['--model ns/name:Q4_K_M', ['ns/name:Q4_K_M -> ns/name']],
    ['ns/name@main', ['ns/name@main -> ns/name']],
    ['ns/name::unet', ['ns/name::unet -> ns/name']],
    ['ns/name/model.gguf', ['ns/name/model.gguf -> ns/name']],
    ['huggingface/ns/name', ['huggingface/ns/name -> ns/name']],
    ['hf-hub:ns/name hf_hub:ns/name', ['hf-hub:ns/name -> ns/name', 'hf_hub:ns/name -> ns/name']],
    ['hf:ns/name:Q8_0', ['hf:ns/name:Q8_0 -> ns/name']],
    ['ns%2Fname', ['ns%2Fname -> ns/name']],
    ['hf.co/ns/name', ['hf.co/ns/name -> ns/name']],
    ['models--ns--name', ['models--ns--name -> ns/name']],
    ['line\\nns/name\\tns/other', ['ns/name -> ns/name', 'ns/other -> ns/other']],
    ['a/ /b // /a/b/ ./a/b ../a/b ~/a/b @scope/name a//b', []],
    ['-ns/name .ns/name ns/-name ns/name..x ns--x/name', []],
  ])('of %s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('an address ends where its sentence goes on', () => {
    expect(
      read('see https://hf.co/ns/name. Or [x](https://hf.co/ns/other), "hf://ns/third"; <https://hf.co/ns/last>'),
    ).toEqual([
      'https://hf.co/ns/name -> ns/name',
      'https://hf.co/ns/other -> ns/other',
      'hf://ns/third -> ns/third',
      'https://hf.co/ns/last -> ns/last',
    ]);
  });

  test('an address of another host is told, whatever its path looks like', () => {
    expect(read('https://github.com/ns/name ssh://git@example.com/ns/name')).toEqual([
      'https://github.com/ns/name -> not: an address of github.com',
      'ssh://git@example.com/ns/name -> not: an address of example.com',
    ]);
  });

  test('what stands before a word in the same breath is its key', () => {
    expect(only('--pretrained-model=ns/name').key).toBe('pretrained-model');
    expect(only('MODEL_ID=ns/name').key).toBe('MODEL_ID');
    expect(only('ns/name').key).toBeNull();
  });

  test.each([
    ['ns/{name}', []],
    ['ns/pre-{name}', ['ns/pre-']],
    ['ns/pre-$name', ['ns/pre-']],
    ['ns/pre-*', ['ns/pre-']],
    ['{user}/name', []],
  ])('a word that goes on in a part that is not literal is open: %s', (text) => {
    expect([...wordsIn(text)].filter((word) => !word.open)).toEqual([]);
  });

  test('emphasis is no part that goes on', () => {
    expect(only('**ns/name**').open).toBe(false);
    expect(only('*ns/name*').text).toBe('ns/name');
  });

  test('the letter case of a scheme, a host or a marker changes nothing', () => {
    const random = randomOf(11);
    const forms = [
      ['hf://', 'datasets/ns/name@main/a.csv'],
      ['https://huggingface.co', '/ns/name/resolve/main/a.bin'],
      ['http://hf.co', '/ns/name'],
      ['huggingface://', 'ns/name/a.gguf'],
      ['hf-hub:', 'ns/name'],
      ['hf:', 'ns/name'],
    ] as const;
    for (const [head, tail] of forms) {
      const expected = [...wordsIn(head + tail)].map(({ target }) => target);
      expect(expected).toEqual([expect.objectContaining({ namespace: 'ns', name: 'name' })]);
      for (let i = 0; i < 20; i++) {
        const cased = [...head].map((char) => (random.below(2) === 0 ? char.toUpperCase() : char)).join('');
        expect([...wordsIn(cased + tail)].map(({ target }) => target)).toEqual(expected);
      }
    }
  });

  test('every word stands where it says, in order, and its id is what stands in its span', () => {
    const random = randomOf(1);
    const pieces = [
      'ns/name',
      'org-1/m.2_b',
      'https://huggingface.co/',
      'hf://',
      'datasets/',
      '@main',
      ':Q4',
      '/',
      '//',
      ' ',
      '\n',
      '"',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '$',
      '*',
      '=',
      '--',
      '.',
      ',',
      '~',
      '%2F',
      '#',
      '\\n',
      'a',
      '-',
      '<',
      '>',
      'models--ns--name',
      'é',
      '𝒙',
    ];
    for (let i = 0; i < 3000; i++) {
      const text = random.text(pieces, 14);
      let last = 0;
      for (const word of wordsIn(text)) {
        expect(text.slice(word.start, word.end)).toBe(word.text);
        expect(word.start).toBeGreaterThanOrEqual(last);
        last = word.end;
        const { span } = word.target;
        expect([span.start >= word.start, span.end <= word.end, span.start <= span.end]).toEqual([true, true, true]);
        if ('not' in word.target || word.target.form === 'cache') continue;
        expect(text.slice(span.start, span.end).replace(/%2F/i, '/').replace(/\/+/, '/')).toBe(repoName(word.target));
      }
    }
  });

  // A search that is not linear does not come to its end within the time that a test has.
  test.each([
    ['a/', 0],
    ['a/b ', 250_000],
    ['$', 0],
    ['`', 0],
    ['\\', 0],
    ['%2F', 0],
    ['models--', 0],
    ['models--a--b/', 0],
    ['@', 0],
    [':', 0],
    ['(', 0],
    ['http://', 0],
    ['A1+/', 0],
    ['=/', 0],
    ['{a/b}', 200_000],
  ])('a megabyte of %s is read to its end', (piece, found) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect([...wordsIn(text)].filter(({ target }) => !('not' in target))).toHaveLength(found);
  });

  test.each([')', '.', '*', '](', '(((', '?a/b'])(
    'an address with a long run of %s behind it is read to its end',
    (piece) => {
      const text = `https://hf.co/ns/name${piece.repeat(250_000 / piece.length)} ns/other`;
      expect(read(text).filter((word) => word.endsWith('-> ns/other'))).toHaveLength(1);
    },
  );

  test('a word beyond a megabyte of base64 is still found', () => {
    const random = randomOf(2);
    const noise = random.text([...'ABCDEFabcdef0123456789+/'], 2_000_000);
    expect(noise.length).toBeGreaterThan(500_000);
    expect(read(`${noise} ns/name`)).toEqual(['ns/name -> ns/name']);
  });
});
