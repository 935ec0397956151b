import { describe, expect, test } from 'vitest';
import { type FlaggedFile, type Reference, SCAN_LEVELS, type ScanLevel } from '../../src/model.ts';
import { GONE, live, moved, TROUBLE } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/flagged-by-hub.ts';
import { FULL, mention, OTHER, reference, repositorySubject } from './subject.ts';

const NAME = 'heron-labs/tern-7b';
const flagged = (level: ScanLevel, paths = ['pytorch_model.bin']) =>
  live(NAME, { security: { done: true, issues: paths.map((path) => ({ path, level })) } });
const severityOf = (of: Reference, level: ScanLevel) => rule.check(repositorySubject([of], flagged(level)))?.severity;

describe('flagged-by-hub', () => {
  test.each([
    ['unsafe', 'critical', 'high', 'medium'],
    ['suspicious', 'high', 'medium', 'low'],
    ['caution', 'medium', 'low', 'info'],
  ] as const)(
    '%s is %s for the file asked for, %s for one of the repository, %s for one beside it',
    (level, asked, present, beside) => {
      expect(severityOf(reference(NAME, { file: 'pytorch_model.bin' }), level)).toBe(asked);
      expect(severityOf(reference(NAME), level)).toBe(present);
      expect(severityOf(reference(NAME, { file: 'config.json' }), level)).toBe(beside);
      expect(severityOf(mention(NAME, { file: 'pytorch_model.bin' }), level)).toBe(beside);
    },
  );

  test.each(SCAN_LEVELS.filter((level) => !['unsafe', 'suspicious', 'caution'].includes(level)))(
    'the level %s is no flag',
    (level) => {
      expect(rule.check(repositorySubject([reference(NAME)], flagged(level)))).toBeNull();
    },
  );

  test.each([
    ['a scan that is not done', live(NAME, { security: { done: false, issues: [] } })],
    ['no word of a scan', live(NAME, { security: null })],
    ['an absent repository', { state: 'absent', owner: GONE }],
    ['an unknown answer', TROUBLE],
    ['an offline run', null],
  ] as const)('%s gives no verdict', (_, resolution) => {
    expect(rule.check(repositorySubject([reference(NAME)], resolution))).toBeNull();
  });

  test('a flag of an unfinished scan counts', () => {
    const security = { done: false, issues: [{ path: 'a.pkl', level: 'unsafe' }] } as const;
    expect(rule.check(repositorySubject([reference(NAME)], live(NAME, { security })))?.severity).toBe('high');
  });

  test('the file asked for is named rather than the others', () => {
    const subject = repositorySubject([reference(NAME, { file: 'b.pkl' })], flagged('unsafe', ['a.pkl', 'b.pkl']));
    expect(rule.check(subject)?.message).toContain('flag b.pkl of heron-labs/tern-7b as unsafe: it is loaded here');
  });

  test('the worst of what is flagged decides, by what is loaded', () => {
    const security = {
      done: true,
      issues: [
        { path: 'a.pkl', level: 'unsafe' },
        { path: 'b.py', level: 'suspicious' },
      ],
    } as const;
    const asked = reference(NAME, { file: 'b.py' });
    const verdict = rule.check(repositorySubject([asked], live(NAME, { security })));
    expect(verdict).toMatchObject({ severity: 'high' });
    expect(verdict?.message).toContain('b.py');
  });

  test('a thousand flagged files are counted, not listed', () => {
    const paths = Array.from({ length: 1000 }, (_, index) => `part-${index}.bin`);
    const message = rule.check(repositorySubject([reference(NAME)], flagged('unsafe', paths)))?.message;
    expect(message).toContain('part-0.bin, part-1.bin, part-2.bin and 997 more');
  });

  test('a file name of a megabyte does not fill the report', () => {
    const subject = repositorySubject([reference(NAME)], flagged('unsafe', ['a'.repeat(1_000_000)]));
    expect(rule.check(subject)?.message.length).toBeLessThan(400);
  });

  test('a pin to another commit makes it less sure, a pin to the commit of today does not', () => {
    const pinned = (commit: string) => reference(NAME, { revision: { at: 'commit', commit } });
    expect(rule.check(repositorySubject([pinned(OTHER)], flagged('unsafe')))?.confidence).toBe('medium');
    expect(rule.check(repositorySubject([pinned(OTHER), reference(NAME)], flagged('unsafe')))?.confidence).toBe('high');
    expect(rule.check(repositorySubject([pinned(FULL)], flagged('unsafe')))?.confidence).toBe('high');
  });

  describe('where it is known what is loaded', () => {
    const known = (loaded: string | null, more: Partial<FlaggedFile> = {}) =>
      live(NAME, { security: { done: true, issues: [{ path: 'a.bin', level: 'unsafe', loaded, ...more }] } });

    test('a file that a load takes is critical, and one beside it is medium', () => {
      expect(rule.check(repositorySubject([reference(NAME)], known('weights')))?.severity).toBe('critical');
      expect(rule.check(repositorySubject([reference(NAME)], known(null)))?.severity).toBe('medium');
    });

    test('a file that is asked for by its name is loaded whatever else is known', () => {
      const asked = repositorySubject([reference(NAME, { file: 'a.bin' })], known(null));
      expect(rule.check(asked)?.severity).toBe('critical');
    });

    test('an unsafe file beside weighs less than a suspicious one that is loaded', () => {
      const issues = [
        { path: 'a.bin', level: 'unsafe', loaded: null },
        { path: 'b.bin', level: 'suspicious', loaded: 'weights' },
      ] as const;
      const verdict = rule.check(
        repositorySubject([reference(NAME)], live(NAME, { security: { done: true, issues } })),
      );
      expect(verdict?.severity).toBe('high');
      expect(verdict?.message).toContain('flag b.bin');
    });

    test('every scanner is quoted, the worst first, and no more than fits', () => {
      const scanners = [
        { scanner: 'antivirus', level: 'safe', says: 'No security issues detected' },
        { scanner: 'JFrog', level: 'unsafe', says: 'x'.repeat(5000) },
        { scanner: 'VirusTotal', level: 'queued', says: null },
      ] as const;
      const message = rule.check(repositorySubject([reference(NAME)], known('weights', { scanners })))?.message ?? '';
      expect(message).toMatch(/Of it they say: JFrog unsafe \("x+…"\), .*antivirus safe/);
      expect(message).toContain('VirusTotal queued');
      expect(message.length).toBeLessThan(600);
    });
  });

  test('what a redirect leads to is judged, even an orphaned one: its advice names that repository', () => {
    const security = { done: true, issues: [{ path: 'a.pkl', level: 'unsafe' }] } as const;
    const subject = repositorySubject([reference(NAME)], moved('heron-ai/tern-7b', GONE, { security }));
    expect(rule.check(subject)?.message).toContain('heron-ai/tern-7b');
  });
});
