import { describe, expect, test } from 'vitest';
import { live, scan } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/unsafe-artifact.ts';
import { BAD, found, loaded, NAME, SAFE, scannedSubject } from './scanned.ts';
import { FULL, mention, OTHER, reference, repositorySubject } from './subject.ts';

describe('unsafe-artifact', () => {
  test.each([
    ['what is loaded', reference(NAME), found(loaded(BAD)), 'critical'],
    ['what may be loaded', reference(NAME), scan({ files: [BAD], settled: false }), 'high'],
    ['what lies beside the weights', reference(NAME), found(SAFE, BAD), 'medium'],
    ['what nothing loads', mention(NAME), found(loaded(BAD)), 'medium'],
  ] as const)('%s weighs by its reach', (_, at, artifact, severity) => {
    expect(rule.check(scannedSubject([at, artifact]))?.severity).toBe(severity);
  });

  test('names the file, its commit, what is called and where, the worst first', () => {
    const message = rule.check(scannedSubject([reference(NAME), found(loaded(BAD))]))?.message;
    expect(message).toBe(
      `weights.bin of ${NAME} at ${FULL.slice(0, 12)} would run code or reach out when loaded, and it is what is loaded here: tern/data.pkl: dangerous-call posix.system, posix.system('id').`,
    );
  });

  test.each([
    ['safe', " The Hub's own scanners call it safe."],
    ['unsafe', ''],
    ['queued', ''],
    [null, ''],
  ] as const)('the verdict of the Hub, %s, stands beside ours where it differs', (hub, more) => {
    const message = rule.check(scannedSubject([reference(NAME), found({ ...loaded(BAD), hub })]))?.message;
    expect(message?.slice(message.indexOf("('id')") + "('id').".length)).toBe(more);
  });

  test('only the places that come to the file by the same way are named', () => {
    const pinned = reference(NAME, { revision: { at: 'commit', commit: OTHER } });
    const open = reference(NAME);
    const verdict = rule.check(scannedSubject([pinned, found(SAFE)], [open, found(loaded(BAD))]));
    expect(verdict?.places).toEqual([{ site: open.site, place: open.place, loader: open.loader }]);
  });

  test('a subject that was not scanned is not judged', () => {
    expect(rule.check(repositorySubject([reference(NAME)], live(NAME)))).toBeNull();
  });
});
