import { expect, test } from 'vitest';
import { scan, scannedFile } from '../../src/rules/example.ts';
import { rule } from '../../src/rules/remote-code.ts';
import { scannedSubject } from './scanned.ts';
import { reference } from './subject.ts';

const runs = Array.from({ length: 10 }, (_, i) => ({ path: `m${i}.py`, why: 'auto_map of config.json' }));

function messageFor(
  more: Partial<ReturnType<typeof reference>>,
  code: NonNullable<Parameters<typeof scan>[0]>['code'],
) {
  const one = { ...reference('heron-labs/tern-7b'), remoteCode: true, ...more };
  const found = scan({ files: [scannedFile('m0.py')], ...(code === undefined ? {} : { code }) });
  return rule.check(scannedSubject([one, found]))?.message;
}

test('names the first files, and how many more there are', () => {
  expect(messageFor({}, { runs, elsewhere: [] })).toMatch(
    /m0\.py \(auto_map of config\.json\), .*m7\.py \([^)]*\), and 2 more\.$/,
  );
});

test('names the repository that code comes from', () => {
  const elsewhere = [{ id: { namespace: 'otter-labs', name: 'code' }, path: 'x.py', why: 'auto_map of config.json' }];
  expect(messageFor({}, { runs: [], elsewhere })).toContain('x.py of otter-labs/code');
});

test('is quiet where nothing loads it, and where nothing was looked for', () => {
  expect(messageFor({ place: 'prose' }, { runs, elsewhere: [] })).toBeUndefined();
  expect(messageFor({}, undefined)).toBeUndefined();
});
