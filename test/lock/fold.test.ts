import { expect, test } from 'vitest';
import { foldEntries } from '../../src/lock/fold.ts';
import type { LockEntry, LockedOwner } from '../../src/model.ts';
import { lockEntry } from '../../src/rules/example.ts';

const early = lockEntry('a/x', { recorded: '2026-01-01T00:00:00Z', commit: '1'.repeat(40) });
const late = lockEntry('a/x', { recorded: '2026-02-01T00:00:00Z', commit: '2'.repeat(40) });

test('of two entries of one identity the later one counts, in whatever order they stand', () => {
  expect(foldEntries([early, late])).toEqual({ entries: [late] });
  expect(foldEntries([late, early])).toEqual({ entries: [late] });
});

test('two revisions are two entries; letter case makes none', () => {
  const tag = lockEntry('a/x', { revision: 'v1' });
  expect(foldEntries([early, tag])).toEqual({ entries: [early, tag] });
  expect(foldEntries([early, lockEntry('A/X', { recorded: '2025-01-01T00:00:00Z' })])).toEqual({ entries: [early] });
});

const somebody: LockedOwner = { state: 'present', kind: 'org', oid: '0'.repeat(24) };

test.each<[string, Partial<LockEntry>, Partial<LockEntry>]>([
  ['another repository', {}, { oid: '0'.repeat(24) }],
  ['another owner', {}, { owner: somebody }],
  ['an owner where there was none', { formerOwner: { state: 'none' } }, { formerOwner: somebody }],
])('%s is a contradiction', (_, one, other) => {
  const entry = { ...late, ...other };
  expect(foldEntries([{ ...early, ...one }, entry])).toEqual({ contradiction: entry });
});

test('what is not known contradicts nothing', () => {
  expect(foldEntries([early, { ...late, owner: null }])).toEqual({ entries: [{ ...late, owner: null }] });
});
