import { describe, expect, test } from 'vitest';
import type { Reference } from '../../src/model.ts';
import { GONE, live, TROUBLE } from '../../src/rules/example.ts';
import { type JudgeOptions, judge } from '../../src/rules/judge.ts';
import { type ConfiguredIgnore, findIgnores } from '../../src/rules/suppress.ts';
import { FULL, reference, repositorySubject, siteAt, templateSubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const ABSENT = { state: 'absent', owner: GONE } as const;

function options(more: Partial<JudgeOptions>): JudgeOptions {
  return {
    rules: {},
    persona: 'regular',
    offline: false,
    comments: new Map(),
    ignore: [],
    ignorePrefix: '',
    configFile: 'namesake.yml',
    today: '2026-06-15',
    partial: false,
    ...more,
  };
}

/** An unpinned load at a line of load.py, judged beside the comments of that file's text. */
function withComments(text: string, of: Partial<Reference>, more: Partial<JudgeOptions> = {}) {
  const comments = new Map([['load.py', findIgnores(text)]]);
  return judge([repositorySubject([reference(NAME, of)], live(NAME))], options({ comments, ...more }));
}

/** An unpinned load at line 2 of load.py, judged beside one entry of the configuration, on its line 5. */
function withEntry(entry: Partial<ConfiguredIgnore>, more: Partial<JudgeOptions> = {}) {
  const ignore = [{ reason: 'ours', line: 5, ...entry }];
  return judge([repositorySubject([reference(NAME)], live(NAME))], options({ ignore, ...more }));
}

describe('ignore comments', () => {
  test.each([
    ['on the line of the id', '\nx  # namesake: ignore[unpinned-revision] why\n', [2, 2]],
    ['on the first line of its statement', 'load(  # namesake: ignore[unpinned-revision] why\n  "a/b"\n)\n', [1, 3]],
    ['on the last line of its statement', 'load(\n  "a/b"\n)  # namesake: ignore[unpinned-revision] why\n', [1, 3]],
    ['alone on the line above', '# namesake: ignore[unpinned-revision] why\nx\n', [2, 2]],
    ['among others', '\nx  # namesake: ignore[short-revision,unpinned-revision]\n', [2, 2]],
  ] as const)('one %s silences the finding, which is counted', (_, text, lines) => {
    const { findings, ignored } = withComments(text, { site: siteAt('load.py', 2, lines) });
    expect(findings).toEqual([]);
    expect(ignored).toBe(1);
  });

  test('one alone above a statement of several lines covers it', () => {
    const text = '# namesake: ignore[unpinned-revision] why\nload(\n  "a/b"\n)\n';
    expect(withComments(text, { site: siteAt('load.py', 3, [2, 4]) })).toMatchObject({ ignored: 1, diagnostics: [] });
  });

  test.each([
    ['of another rule', '\nx  # namesake: ignore[short-revision]\n', 2],
    ['beside code on the line above', 'y  # namesake: ignore[unpinned-revision]\nx\n', 2],
    ['two lines above', '# namesake: ignore[unpinned-revision]\n\nx\n', 3],
    ['on the line below', 'x\n# namesake: ignore[unpinned-revision]\n', 1],
  ])('one %s silences nothing, and is told to be unused', (_, text, line) => {
    const { findings, ignored, diagnostics } = withComments(text, { site: siteAt('load.py', line) });
    expect(findings).toHaveLength(1);
    expect(ignored).toBe(0);
    expect(diagnostics).toMatchObject([{ path: 'load.py', message: expect.stringContaining('unused ignore') }]);
  });

  test('one in another file silences nothing', () => {
    const text = '\nx  # namesake: ignore[unpinned-revision]\n';
    expect(withComments(text, { site: siteAt('other.py', 2) }).findings).toHaveLength(1);
  });

  test('a finding keeps the places that are not covered', () => {
    const comments = new Map([['load.py', findIgnores('\nx  # namesake: ignore[unpinned-revision] why\n')]]);
    const subject = repositorySubject([reference(NAME), reference(NAME, { site: siteAt('b.py', 2) })], live(NAME));
    const { findings, ignored, diagnostics } = judge([subject], options({ comments }));
    expect(findings.map((finding) => finding.places.map((at) => at.site.path))).toEqual([['b.py']]);
    expect([ignored, diagnostics]).toEqual([0, []]);
  });

  test('of several rules, only those of no use are told, with their line', () => {
    const { diagnostics } = withComments('\nx  # namesake: ignore[short-revision,unpinned-revision]\n', {});
    expect(diagnostics).toEqual([
      { path: 'load.py', line: 2, message: 'unused ignore: short-revision has nothing to say here' },
    ]);
  });

  test('of two comments that cover one place, neither is unused', () => {
    const text = '# namesake: ignore[unpinned-revision]\nx  # namesake: ignore[unpinned-revision]\n';
    expect(withComments(text, {}).diagnostics).toEqual([]);
  });

  test('what is wrong with a comment is told', () => {
    const { diagnostics } = withComments('# namesake: ignore\n', {});
    expect(diagnostics).toMatchObject([{ path: 'load.py', line: 1, message: expect.stringContaining('in brackets') }]);
  });

  test('one of a rule that was not run is not called unused', () => {
    const text = '\nx  # namesake: ignore[orphaned-namespace]\n';
    expect(withComments(text, {}, { offline: true }).diagnostics).toEqual([]);
    expect(withComments(text, {}, { rules: { 'orphaned-namespace': 'off' } }).diagnostics).toEqual([]);
    expect(withComments(text, {}).diagnostics).toHaveLength(1);
  });

  test('one of a rule that needs the Hub is not called unused where the Hub left the question open', () => {
    const comments = new Map([
      ['load.py', findIgnores('\nx  # namesake: ignore[orphaned-namespace,short-revision]\n')],
    ]);
    const { diagnostics } = judge([repositorySubject([reference(NAME)], TROUBLE)], options({ comments }));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'unused ignore: short-revision has nothing to say here',
    ]);
  });

  test('one that silences what the persona would hide is of use', () => {
    const comments = new Map([['load.py', findIgnores('\n\n\nx  # namesake: ignore[unresolved-reference]\n')]]);
    const { ignored, hidden, diagnostics } = judge([templateSubject(null, null)], options({ comments }));
    expect([ignored, hidden, diagnostics]).toEqual([1, 0, []]);
  });
});

describe('configured ignores', () => {
  test.each([
    [{ rule: 'unpinned-revision' }],
    [{ id: 'heron-labs/*' }],
    [{ id: 'HERON-labs/tern-7B' }],
    [{ id: '*/tern-*' }],
    [{ path: 'load.py' }],
    [{ path: '*.py' }],
    [{ path: './**/load.py' }],
    [{ rule: 'unpinned-revision', id: 'heron-labs/*', path: 'load.py', until: '2026-06-15' }],
  ])('%j silences, and is of use', (conditions) => {
    const { findings, ignored, diagnostics } = withEntry(conditions);
    expect([findings, ignored, diagnostics]).toEqual([[], 1, []]);
  });

  test.each([
    [{ rule: 'short-revision' }],
    [{ id: 'heron/*' }],
    [{ id: '*' }],
    [{ path: 'src' }],
    [{ rule: 'unpinned-revision', path: 'other.py' }],
    [{ id: 'heron-labs/*', rule: 'short-revision' }],
    [{}],
  ])('%j silences nothing, and is told to', (conditions) => {
    const { findings, diagnostics } = withEntry(conditions);
    expect(findings).toHaveLength(1);
    expect(diagnostics).toEqual([
      { path: 'namesake.yml', line: 5, message: 'unused ignore: it silenced nothing (its reason: ours)' },
    ]);
  });

  test.each(['examples', 'examples/', './examples', 'examples/**'])(
    'the path %s covers what is in the folder',
    (path) => {
      const subject = repositorySubject([reference(NAME, { site: siteAt('examples/deep/load.py', 2) })], live(NAME));
      expect(judge([subject], options({ ignore: [{ path, reason: 'examples', line: 5 }] })).ignored).toBe(1);
    },
  );

  test('a path is relative to the folder of the configuration', () => {
    expect(withEntry({ path: 'sub/*.py' }, { ignorePrefix: 'sub/' }).ignored).toBe(1);
    expect(withEntry({ path: '*.py' }, { ignorePrefix: 'sub/' }).ignored).toBe(0);
  });

  test('one that is past its day no longer applies, and that is told with its reason, where a part was read too', () => {
    for (const partial of [false, true]) {
      const { findings, diagnostics } = withEntry({ id: 'heron-labs/*', until: '2026-06-14' }, { partial });
      expect(findings).toHaveLength(1);
      expect(diagnostics).toEqual([
        { path: 'namesake.yml', line: 5, message: 'expired ignore: it applied until 2026-06-14 (its reason: ours)' },
      ]);
    }
  });

  test('one that met nothing is not told where only a part of the tree was read', () => {
    expect(withEntry({ id: 'other/*' }, { partial: true }).diagnostics).toEqual([]);
  });

  test('one that met nothing is not told where the Hub left the question open, or its rule was not run', () => {
    const entry = { rule: 'orphaned-namespace', id: 'heron-labs/*' };
    const pinned = reference(NAME, { revision: { at: 'commit', commit: FULL } });
    const ignore = [{ ...entry, reason: 'ours', line: 5 }];
    expect(judge([repositorySubject([pinned], TROUBLE)], options({ ignore })).diagnostics).toEqual([]);
    expect(withEntry(entry, { offline: true }).diagnostics).toEqual([]);
    expect(withEntry(entry).diagnostics).toHaveLength(1);
  });

  test('a template is met by a glob over its whole namespace, not by one over names in it', () => {
    const ignoredBy = (id: string) =>
      judge([templateSubject('heron-labs', GONE)], options({ ignore: [{ id, reason: 'ours', line: 5 }] })).ignored;
    expect(ignoredBy('heron-labs/*')).toBe(1);
    expect(ignoredBy('heron-labs/tern-*')).toBe(0);
  });

  test('every entry that covers a place is of use', () => {
    const ignore = [
      { id: 'heron-labs/*', reason: 'ours', line: 5 },
      { path: 'load.py', reason: 'a demonstration', line: 8 },
    ];
    expect(judge([repositorySubject([reference(NAME)], ABSENT)], options({ ignore }))).toMatchObject({
      ignored: 1,
      diagnostics: [],
    });
  });
});

test('a file full of loads and comments in one statement is judged to its end', () => {
  const text = '# namesake: ignore[unpinned-revision] x\n'.repeat(20_000);
  const references = Array.from({ length: 20_000 }, (_, index) =>
    reference(NAME, { site: siteAt('load.py', index + 1, [1, 20_000]) }),
  );
  const comments = new Map([['load.py', findIgnores(text)]]);
  const subject = repositorySubject([reference(NAME), ...references], live(NAME));
  expect(judge([subject], options({ comments }))).toMatchObject({ ignored: 1, diagnostics: [] });
});
