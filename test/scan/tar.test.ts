import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { EVIL, EVIL_TEXT, HARMLESS } from './build/payload.ts';
import { ofKind, payloads, places, scanBytes } from './build/scanned.ts';
import { paxRecord, tar } from './build/tar.ts';
import { zip } from './build/zip.ts';

/** Tars: what `tarfile` of Python reads, and what it does not. */

describe('a payload is found', () => {
  test.each([
    ['in a file', tar([{ name: 'a.txt', data: EVIL }]), 'a.txt'],
    ['in the old form without a magic', tar([{ name: 'a', data: EVIL, old: true }]), 'a'],
    ['in a type that nobody knows, which is a file to Python', tar([{ name: 'a', data: EVIL, type: 'Z' }]), 'a'],
    [
      'under a long name',
      tar([
        { name: 'x', type: 'L', data: Buffer.from('long/name\0') },
        { name: 'l', data: EVIL },
      ]),
      'long/name',
    ],
    [
      'under a name of pax',
      tar([
        { name: 'x', type: 'x', data: paxRecord('path', 'pax/näme') },
        { name: 'p', data: EVIL },
      ]),
      'pax/näme',
    ],
    [
      'of a size of pax',
      tar([
        { name: 'x', type: 'x', data: paxRecord('size', String(EVIL.length)) },
        { name: 'p', data: EVIL, size: 3 },
      ]),
      'p',
    ],
  ])('%s', async (_, bytes, name) => {
    const scan = await scanBytes(bytes, 'weights');
    expect(payloads(scan)).toEqual([name]);
    expect(scan.format).toBe('tar');
  });

  test('in a checkpoint of NeMo: a torch zip in a tar in gzip', async () => {
    const model = zip([{ name: 'model/data.pkl', data: EVIL }]);
    const bytes = gzipSync(
      tar([
        { name: './model_config.yaml', data: Buffer.from('a: 1\n') },
        { name: './model_weights.ckpt', data: model },
      ]),
    );
    expect(payloads(await scanBytes(bytes, 'x.nemo'))).toEqual(['gzip > ./model_weights.ckpt > model/data.pkl']);
  });

  test('behind the end of the archive', async () => {
    const scan = await scanBytes(tar([{ name: 'a', data: HARMLESS }], tar([{ name: 'b', data: EVIL }])));
    expect(payloads(scan)).toEqual([expect.stringMatching(/^bytes 2048 to \d+ > b$/)]);
  });

  test('in the bytes of a folder, which Python reads as headers and others skip', async () => {
    const inner = tar([{ name: 'inner', data: EVIL }]).subarray(0, 1024);
    const scan = await scanBytes(
      tar([
        { name: 'folder', type: '5', data: inner },
        { name: 'z', data: HARMLESS },
      ]),
    );
    expect(payloads(scan)).toEqual(['inner']);
    expect(places(scan, 'tar-disagreement')).toEqual(['folder']);
  });

  test('in a tar that is a pickle as well, by its first name', async () => {
    const name = EVIL_TEXT.toString('latin1');
    expect((await scanBytes(tar([{ name, data: HARMLESS }]))).evidence).toMatchObject([
      { subject: 'os.system', within: [] },
    ]);
  });
});

describe('what an extractor must not do is told', () => {
  test.each(['/etc/cron.d/x', '../../x', 'a/../../x'])('a path that leaves the archive: %s', async (name) => {
    const scan = await scanBytes(tar([{ name, data: HARMLESS }]));
    expect(places(scan, 'escaping-path')).toEqual([name]);
    expect(scan.verdict).toBe('dangerous');
  });

  test('links and hard links out of it; links within it are told and harmless', async () => {
    for (const [type, link] of [
      ['2', '../../etc/passwd'],
      ['2', '/etc/passwd'],
      ['1', '/etc/passwd'],
      ['1', '../x'],
    ] as const) {
      const scan = await scanBytes(tar([{ name: 'a/b', type, link }]));
      expect(ofKind(scan, 'escaping-link')).toMatchObject([{ severity: 'high', details: [link] }]);
    }
    const inside = await scanBytes(tar([{ name: 'a/b', type: '2', link: '../c' }]));
    expect(inside).toMatchObject({ verdict: 'clean', evidence: [{ kind: 'link' }] });
  });

  test.each(['3', '4', '6'])('devices and FIFOs (type %s)', async (type) => {
    expect(places(await scanBytes(tar([{ name: 'd', type }])), 'special-file')).toEqual(['d']);
  });
});

test('a member that is cut off is a gap', async () => {
  const bytes = tar([{ name: 'a', data: Buffer.alloc(5000, 1) }]).subarray(0, 2000);
  expect((await scanBytes(bytes)).inconclusive.some(({ why }) => why === 'a: it is cut off')).toBe(true);
});

test('an ordinary tar is clean', async () => {
  const bytes = tar([
    { name: 'folder/', type: '5' },
    { name: 'folder/a.pkl', data: HARMLESS },
    { name: 'b.txt', data: Buffer.from('hello\n') },
  ]);
  expect(await scanBytes(bytes)).toMatchObject({ verdict: 'clean', format: 'tar', evidence: [], inconclusive: [] });
});
