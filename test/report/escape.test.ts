import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import {
  annotationMessage,
  annotationProperty,
  clip,
  jsonText,
  markdownCode,
  markdownText,
  sarifText,
  uriPath,
  visible,
} from '../../src/report/escape.ts';
import { HOSTILE } from './sample.ts';

describe('visible', () => {
  it.each([
    ['a control sequence', 'a\u001B[31mb', 'a\\u{1b}[31mb'],
    ['a C1 control', 'a\u009B31mb', 'a\\u{9b}31mb'],
    ['DEL', 'a\u007Fb', 'a\\u{7f}b'],
    ['line feeds and tabs', 'a\r\n\tb', 'a\\u{d}\\u{a}\\u{9}b'],
    ['a bidi override', 'a\u202Eb', 'a\\u{202e}b'],
    ['a bidi isolate', 'a\u2066b', 'a\\u{2066}b'],
    ['a zero-width space', 'a\u200Bb', 'a\\u{200b}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a lone surrogate', 'a\uD83Db', 'a\\u{d83d}b'],
    ['a tag character', 'a\u{E0041}b', 'a\\u{e0041}b'],
    ['a filler that looks like nothing', 'a\u3164b', 'a\\u{3164}b'],
    ['a space that is not the plain one', 'a\u00A0b', 'a\\u{a0}b'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves letters of every script, marks and emoji alone', () => {
    const text = 'naïve 日本語 עברית हिन्दी e\u0301 😀 a  b';
    expect(visible(text)).toBe(text);
  });

  it('leaves nothing that a CI runner takes for a command', () => {
    expect(visible('::error::x')).toBe('\\u{3a}:error::x');
    expect(visible('a ::add-mask::x')).toBe('a \\u{3a}:add-mask::x');
    expect(visible('x##[error]y##vso[z]')).toBe('x\\u{23}#[error]y\\u{23}#vso[z]');
    expect(visible('std::vector ## heading')).toBe('std::vector ## heading');
  });

  it('changes nothing that it has made visible before', () => {
    for (const text of HOSTILE) expect(visible(visible(text).slice(0, 1_500))).toBe(visible(text).slice(0, 1_500));
  });
});

it('clips long text and says so, without breaking a character', () => {
  expect(clip('abcdef', 6)).toBe('abcdef');
  expect(clip('abcdefg', 6)).toBe('abcde…');
  expect(clip('abc😀efg', 5)).toBe('abc…');
});

describe('annotations', () => {
  it('encode what would end a command or begin another', () => {
    expect(annotationMessage('50%: a,b\n::x')).toBe('50%25: a,b\\u{a}\\u{3a}:x');
    expect(annotationProperty('50%: a,b\r\nc\u001B')).toBe('50%25%3A a%2Cb%0D%0Ac\\u{1b}');
  });
});

describe('uriPath', () => {
  it.each([
    ['src/a b.py', 'src/a%20b.py'],
    ['src/[id].tsx', 'src/%5Bid%5D.tsx'],
    ["a/(b)!*'.py", 'a/%28b%29%21%2A%27.py'],
    ['é/日.py', '%C3%A9/%E6%97%A5.py'],
    ['a#b?c%d', 'a%23b%3Fc%25d'],
    ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
    ['//evil.example/x', '%2F%2Fevil.example/x'],
    ['a\\b', 'a%5Cb'],
    ['lone\uD800', 'lone%EF%BF%BD'],
  ])('encodes %s', (path, uri) => {
    expect(uriPath(path)).toBe(uri);
  });
});

describe('jsonText', () => {
  it('hides nothing and changes no value', () => {
    for (const text of HOSTILE) {
      const printed = jsonText({ text });
      expect(printed).not.toMatch(/(?![ \n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]|##\[/u);
      expect(JSON.parse(printed)).toEqual({ text });
    }
  });
});

describe('sarifText', () => {
  it('makes neither placeholders nor links', () => {
    expect(sarifText('f"{0}" [text](1) \\')).toBe('f"{{0}}" \\[text\\](1) \\\\');
  });
});

describe('Markdown', () => {
  it('writes words as words and everything else as code', () => {
    expect(markdownText('The "new" owner of evil/x can\'t (e.g. today) serve 50% of it.')).toBe(
      'The "new" owner of `evil/x` can\'t (e.g. today) serve 50% of it.',
    );
    expect(markdownText('Add `revision=` (see config_class), or --offline.')).toBe(
      'Add `revision=` (see `config_class`), or `--offline`.',
    );
  });

  it('fences code with more backticks than it holds', () => {
    expect(markdownCode('a/b')).toBe('`a/b`');
    expect(markdownCode('a``b')).toBe('```a``b```');
    expect(markdownCode('`a')).toBe('`` `a ``');
    expect(markdownCode('a|b')).toBe('`a\\u{7c}b`');
  });

  it('fires no mention, reference, link, emphasis or HTML, in a sentence or in a table', () => {
    for (const text of [...HOSTILE, ...noise(1_500)]) {
      for (const write of [markdownText, markdownCode]) {
        const sentence = `x ${write(text)} y`;
        expect(stripped(sentence), sentence).toBe('<p>TEXT</p>');
        const cells = `| a | b |\n| - | - |\n| x ${write(text)} y | z |`;
        expect(stripped(cells).match(/<td>/g), cells).toHaveLength(2);
      }
    }
  });

  it('shows the text that was given, once rendered', () => {
    for (const text of noise(500)) {
      const shown = visible(text).replaceAll('|', '\\u{7c}').replace(/ +/g, ' ').trim();
      const rendered = decoded(render(`x ${markdownCode(text)} y`)).replace(/ +/g, ' ');
      expect(rendered).toBe(`x ${shown} y`.replace(/ +/g, ' '));
    }
  });
});

function render(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** The HTML without code spans, and with prose that fires nothing on GitHub as TEXT. */
function stripped(markdown: string): string {
  return render(markdown)
    .replace(/<code>[^<]*<\/code>/g, 'code')
    .replace(/(?<=^|>)[^<>@#_*~`|$[\]\\]+(?=<|$)/g, (text) =>
      /www\.|\bgh-\d|:\/\/|\b[0-9a-f]{7,}\b/i.test(text) ? text : 'TEXT',
    );
}

function decoded(html: string): string {
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
  return html.replace(/<[^>]+>/g, '').replace(/&\w+;/g, (entity) => entities[entity] ?? entity);
}

/** The same texts in every run, made of what means something to Markdown or GitHub. */
function noise(amount: number): string[] {
  const parts = [
    'a',
    'Word',
    ' ',
    '`',
    '``',
    '|',
    '\\',
    '<b>',
    '</td>',
    '[x]',
    '(y)',
    '![',
    '](',
    '@octocat',
    '#12',
    '*',
    '_',
    '~~',
    '&amp;',
    '&#64;',
    'https://evil.example',
    'www.evil.example',
    '$',
    ':',
    '"',
    "'",
    '.',
    ',',
    '(',
    ')',
    '!',
    '-',
    '1.',
    '\n',
    '\u202E',
  ];
  let state = 1;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: amount }, () =>
    Array.from({ length: 1 + next(12) }, () => parts[next(parts.length)]).join(''),
  );
}
