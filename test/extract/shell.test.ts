/** Shell: words, quotes, continuations, here-documents, variables; and Dockerfiles, Makefiles, sessions. */

import { describe, expect, test } from 'vitest';
import { readDockerfile, readMakefile } from '../../src/extract/recipes.ts';
import { readSession, readShell } from '../../src/extract/shell.ts';
import { originOf, textAt } from '../../src/extract/text.ts';
import { randomOf } from './random.ts';
import { factsOf, passagesOf } from './rendering.ts';

const shell = (script: string): string[] => factsOf(readShell(textAt(script)));

describe('words of a command', () => {
  test.each([
    ['hf download ns/name', 'bare hf("download", "ns/name")'],
    [`hf download 'ns/name' "ns/other"`, 'bare hf("download", "ns/name", "ns/other")'],
    [`echo "a'b" 'c"d'`, 'bare echo("a\'b", "c\\"d")'],
    ['echo a"b"c', 'bare echo("a" + "b" + "c")'],
    ['hf download \\\n  ns/name', 'bare hf("download", "ns/name")'],
    ['hf download \\\r\n  ns/name', 'bare hf("download", "ns/name")'],
    ['/usr/local/bin/hf download ns/name', 'bare hf("/usr/local/bin/hf", "download", "ns/name")'],
    ['sudo env hf download ns/name', 'bare hf("download", "ns/name")'],
    ['hf download ns/name # not this', 'bare hf("download", "ns/name")'],
    ['hf download ns/name > log.txt 2>&1', 'bare hf("download", "ns/name", "log.txt", "2")'],
    ['echo ""', 'bare echo("")'],
    [`echo 'it'\\''s'`, 'bare echo("it" + "\\\\\'" + "s")'],
    ['echo {a,b}', 'bare echo("{a,b}")'],
  ])('%s', (script, expected) => {
    expect(shell(script)[0]).toBe(expected);
  });

  test.each([
    ['a; b', ['bare a()', 'bare b()']],
    ['a && b || c', ['bare a()', 'bare b()', 'bare c()']],
    ['a | b', ['bare a()', 'bare b()']],
    ['(cd x; hf download ns/name)', ['bare cd("x")', 'bare hf("download", "ns/name")']],
    ['if a; then b x; fi', ['bare a()', 'bare b("x")', 'bare fi()']],
    ['f() { hf download ns/name; }', ['bare f()', 'bare hf("download", "ns/name")']],
    [
      'for m in ns/a ns/b; do hf download $m; done',
      ['each m = ["ns/a", "ns/b"]', 'bare hf("download", m)', 'bare done()'],
    ],
  ])('%s is several commands', (script, expected) => {
    expect(shell(script)).toEqual(expected);
  });
});

describe('variables', () => {
  test.each([
    ['MODEL=ns/name', ['bind MODEL = "ns/name"']],
    ['MODEL="ns/name"', ['bind MODEL = "ns/name"']],
    ["export A='ns/a' B=ns/b", ['bind A = "ns/a"', 'bind B = "ns/b"']],
    ['MODEL=$ORG/name', ['bind MODEL = ORG + "/name"']],
    [`MODEL=\${1:-ns/name}`, ['bind MODEL = (1 | "ns/name")']],
    [`MODEL="\${MODEL:=ns/name}"`, ['bind MODEL = (MODEL | "ns/name")']],
    [`MODEL=\${MODEL:-"ns/name"}`, ['bind MODEL = (MODEL | "ns/name")']],
    [`MODEL=\${MODEL:?must be set}`, ['bind MODEL = MODEL']],
    ['A=1 B=2 go $A', ['bind A = "1"', 'bind B = "2"', 'bare go(A)']],
    ["echo '$HOME'", ['bare echo("$HOME")']],
    ['echo "$HOME/x"', ['bare echo(HOME + "/x")']],
    [`hf download \${{ env.MODEL }}`, ['bare hf("download", MODEL)']],
    [`hf download \${{ secrets.X || 1 }}`, ['bare hf("download", <>)']],
    ['MODEL+=x', ['bind MODEL = "x"']],
  ])('%s', (script, expected) => {
    expect(shell(script)).toEqual(expected);
  });
});

describe('here-documents', () => {
  test.each([
    ['cat > x.yaml <<EOF\na: ns/name\nEOF\ngo b', 'yaml', 'a: ns/name\n'],
    ["python3 - <<'PY'\nload(1)\nPY\ngo b", 'python', 'load(1)\n'],
    ['cat <<-EOF\n\ta/b\n\tEOF\ngo b', null, '\ta/b\n'],
    ['ssh host bash <<"X"\nls\nX\ngo b', 'sh', 'ls\n'],
  ])('%j is a passage, and the script goes on after it', (script, language, content) => {
    const reading = readShell(textAt(script));
    expect(reading.passages.map(({ language: said, text }) => [said, text.content])).toEqual([[language, content]]);
    expect(factsOf(reading).at(-1)).toBe('bare go("b")');
  });

  test('two on a line follow each other', () => {
    const reading = readShell(textAt('join <<A <<B\none\nA\ntwo\nB\ngo b'));
    expect(passagesOf(reading)).toEqual(['shell -: one\n', 'shell -: two\n']);
    expect(factsOf(reading).at(-1)).toBe('bare go("b")');
  });

  test('one that is never closed ends with the file', () => {
    expect(passagesOf(readShell(textAt('cat <<EOF\na/b\nc/d')))).toEqual(['shell -: a/b\nc/d']);
  });
});

describe('comments', () => {
  test('are passages; a hash within a word is none', () => {
    const reading = readShell(textAt('a#b c # see ns/name\n# ns/other'));
    expect(passagesOf(reading)).toEqual(['comment -: # see ns/name', 'comment -: # ns/other']);
    expect(factsOf(reading)).toEqual(['bare a#b("c")']);
  });
});

describe('odd input', () => {
  const pieces = [
    'a',
    ' ',
    '\n',
    '\\',
    '\\\n',
    '"',
    "'",
    '`',
    '$',
    `\${`,
    '}',
    '$(',
    ')',
    '(',
    '{',
    '<<EOF',
    '<<',
    'EOF',
    '#',
    '=',
    'X=',
    ';',
    '&',
    '|',
    '>',
    `\${A:-`,
    `\${{`,
    '}}',
    '\t',
    '\r\n',
    'for x in ',
    'ns/name',
    'RUN ',
    'ENV ',
    '["',
    ']',
    ':=',
  ];

  test.each([
    ['shell', readShell],
    ['a Dockerfile', readDockerfile],
    ['a Makefile', readMakefile],
    ['a session', readSession],
  ])('of %s never throws, never hangs, and every literal is what stands at its span', (_, read) => {
    const random = randomOf(9);
    for (let i = 0; i < 4000; i++) {
      const script = `${random.text(pieces, 14)} .`;
      const reading = read(textAt(script));
      expect(factsOf(reading).length).toBeLessThanOrEqual(script.length + 1);
      for (const { text } of reading.passages) {
        const from = originOf(text, 0);
        if (text.runs.length === 1) expect(script.slice(from, from + text.content.length)).toBe(text.content);
      }
    }
  });

  // A reader that is not linear does not come to its end within the time that a test has.
  test.each(['"', "'", '`', '\\', '\\\n', '(', '# x\n', '$x ', 'a=b\n', '<<A\n', '&', '$(', 'ns/name '])(
    'a long run of %j is read to its end',
    (piece) => {
      const script = `hf download ns/first\n${piece.repeat(400_000 / piece.length)}`;
      expect(factsOf(readShell(textAt(script)))[0]).toContain('"ns/first"');
    },
  );

  test('of a lone backslash at the end stays within the text', () => {
    expect(() => shell('echo $a\\')).not.toThrow();
  });

  test.each([
    ['a Makefile', readMakefile],
    ['a Dockerfile', readDockerfile],
  ])('of %s does not throw, however much stands on a line', (_, read) => {
    expect(() => read(textAt(`RUN ${'a;'.repeat(200_000)}`))).not.toThrow();
  });
});

describe('a Dockerfile', () => {
  const docker = (text: string): string[] => factsOf(readDockerfile(textAt(text)));

  test.each([
    ['ARG MODEL=ns/name', ['bind MODEL = "ns/name"']],
    ['ENV A=ns/a B="ns/b"', ['bind A = "ns/a"', 'bind B = "ns/b"']],
    ['ENV A=ns/a \\\n    B=ns/b', ['bind A = "ns/a"', 'bind B = "ns/b"']],
    ['ENV MODEL ns/name', ['bind MODEL = "ns/name"']],
    ['run hf download ns/name', ['bare hf("download", "ns/name")']],
    ['CMD ["vllm", "serve", "ns/name"]', ['bare ["vllm", "serve", "ns/name"]']],
    ['ENTRYPOINT vllm serve ns/name', ['bare vllm("serve", "ns/name")']],
    ['FROM ns/name:latest\nCOPY a/b c/d', []],
  ])('%j', (text, expected) => {
    expect(docker(text)).toEqual(expected);
  });

  test('goes on after a comment between continued lines', () => {
    expect(docker('RUN a \\\n # said\n && hf download ns/name')).toEqual([
      'bare a()',
      'bare hf("download", "ns/name")',
    ]);
  });

  test('a here-document of a RUN is a passage, and the file goes on after it', () => {
    const reading = readDockerfile(textAt('RUN python3 <<EOF\nload("ns/name")\nEOF\nENV A=ns/a\n'));
    expect(passagesOf(reading)).toEqual(['shell python: load("ns/name")\n']);
    expect(factsOf(reading).at(-1)).toBe('bind A = "ns/a"');
  });
});

describe('a Makefile', () => {
  test('has variables and recipes', () => {
    const reading = readMakefile(
      textAt(
        'export MODEL ?= ns/name\nOTHER := ns/other # said\n\nrun: dep\n\t@hf download $(MODEL)\n\tvllm serve ns/third\n',
      ),
    );
    const facts = factsOf(reading);
    expect(facts.slice(0, 1)).toEqual(['bind MODEL = "ns/name"']);
    expect(facts.slice(-2)).toEqual(['bare @hf("download", MODEL)', 'bare vllm("serve", "ns/third")']);
  });
});

describe('a session', () => {
  test('is its commands without their prompts', () => {
    const facts = factsOf(readSession(textAt('$ hf download ns/name\n(venv) $ vllm serve ns/other\nme@host:~$ ls\n')));
    expect(facts).toEqual(['bare hf("download", "ns/name")', 'bare vllm("serve", "ns/other")', 'bare ls()']);
  });

  test('without a prompt is a script', () => {
    expect(factsOf(readSession(textAt('hf download ns/name\n')))).toEqual(['bare hf("download", "ns/name")']);
  });
});
