import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { EVIL, EVIL_TEXT, HARMLESS } from './build/payload.ts';
import { ofKind, payloads, places, scanBytes } from './build/scanned.ts';
import { zip } from './build/zip.ts';

/** Zips that loaders read and scanners stumble over: the payload is found, and the trick is told. */

const evil = { name: 'archive/data.pkl', data: EVIL };
const harmless = { name: 'archive/data.pkl', data: HARMLESS };

describe('a payload is found', () => {
  test.each([
    ['in a stored member', zip([evil])],
    ['in a deflated member', zip([{ ...evil, deflate: true }])],
    [
      'whose sizes stand behind it',
      zip([
        { ...evil, deflate: true, descriptor: true },
        { name: 'x', data: HARMLESS },
      ]),
    ],
    ['behind bytes in front of the archive', zip([evil], { before: Buffer.from('#!/bin/nothing\n') })],
    [
      'with offsets from the start of the file',
      zip([evil], { before: Buffer.from('#!/bin/nothing\n'), absolute: true }),
    ],
    ['with a comment', zip([evil], { comment: Buffer.from('a comment') })],
    ['with zip64', zip([evil], { zip64: {}, end: { entries: 0xffff, size: 0xffffffff, offset: 0xffffffff } })],
  ])('%s', async (_, bytes) => {
    const scan = await scanBytes(bytes);
    expect(payloads(scan)).toContain('archive/data.pkl');
    expect(ofKind(scan, 'zip-disagreement')).toEqual([]);
    expect(scan.verdict).toBe('dangerous');
  });

  test('in a zip in a zip, by the path that leads to it', async () => {
    const inner = zip([{ name: 'in.pkl', data: EVIL, deflate: true }]);
    expect(payloads(await scanBytes(zip([{ name: 'outer', data: inner, deflate: true }])))).toEqual(['outer > in.pkl']);
  });

  test('under a name of 2,000 letters, which both directories have', async () => {
    const scan = await scanBytes(zip([{ name: 'n'.repeat(2000), data: EVIL }]));
    expect(payloads(scan)).toEqual([`${'n'.repeat(500)}…`]);
    expect(ofKind(scan, 'zip-disagreement')).toEqual([]);
  });

  test('in protocol 0, which is text', async () => {
    expect(payloads(await scanBytes(zip([{ name: 'notes.md', data: EVIL_TEXT, deflate: true }])))).toEqual([
      'notes.md',
    ]);
  });

  test('in the arrays of a Keras archive', async () => {
    const header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n";
    const array = Buffer.concat([
      Buffer.from('\x93NUMPY\x01\0', 'latin1'),
      Buffer.from([header.length, 0]),
      Buffer.from(header),
      EVIL,
    ]);
    const weights = zip([{ name: 'layers/dense/vars/0.npy', data: array }]);
    const keras = [
      { name: 'metadata.json', data: Buffer.from('{}') },
      { name: 'config.json', data: Buffer.from('{}') },
      { name: 'model.weights.npz', data: weights, deflate: true },
    ];
    const scan = await scanBytes(zip(keras), 'model.keras');
    expect(payloads(scan)).toEqual(['model.weights.npz > layers/dense/vars/0.npy']);
    expect(scan.format).toBe('Keras archive');
  });

  test('in an archive of TorchServe, with a manifest and without', async () => {
    const model = { name: 'model.bin', data: zip([evil]) };
    const manifest = { name: 'MAR-INF/MANIFEST.json', data: Buffer.from('{}') };
    for (const members of [[manifest, model], [model]]) {
      expect(payloads(await scanBytes(zip(members), 'model.mar'))).toEqual(['model.bin > archive/data.pkl']);
    }
  });

  test('under any name, and in a member without an extension', async () => {
    for (const name of ['data.txt', 'notes', 'config.json', 'x.safetensors']) {
      expect(payloads(await scanBytes(zip([{ name, data: EVIL }]), 'model.safetensors'))).toEqual([name]);
    }
  });
});

describe('a disagreement is told, and both readings are scanned', () => {
  test('of names (CVE-2025-1944)', async () => {
    const scan = await scanBytes(zip([{ ...evil, local: { name: 'archive/other.pkl' } }]));
    expect(payloads(scan)).toEqual(['archive/data.pkl']);
    expect(ofKind(scan, 'zip-disagreement').map(({ message }) => message)).toEqual([
      'the local header says name archive/other.pkl, the directory archive/data.pkl',
    ]);
  });

  test.each([0x1, 0x20, 0x40, 0x61])(
    'of flags 0x%s, which mean encryption and patches (CVE-2025-1945)',
    async (flags) => {
      for (const where of ['central', 'local'] as const) {
        const scan = await scanBytes(zip([{ ...evil, [where]: { flags } }]));
        expect(payloads(scan)).toEqual(['archive/data.pkl']);
        expect(ofKind(scan, 'zip-disagreement').length).toBeGreaterThan(0);
      }
      const both = await scanBytes(zip([{ ...evil, flags }]));
      expect(payloads(both)).toEqual(['archive/data.pkl']);
      expect(ofKind(both, 'zip-disagreement').length).toBeGreaterThan(0);
    },
  );

  test('of the checksum (CVE-2025-10156)', async () => {
    const scan = await scanBytes(zip([{ ...evil, deflate: true, local: { crc: 1 }, central: { crc: 1 } }]));
    expect(payloads(scan)).toEqual(['archive/data.pkl']);
    expect(places(scan, 'bad-checksum')).toEqual(['archive/data.pkl']);
  });

  test('of the method: as the directory says, and as the local header does', async () => {
    const raw = deflateRawSync(EVIL);
    const said = { method: 0, packed: raw.length, size: raw.length };
    for (const where of ['central', 'local'] as const) {
      const scan = await scanBytes(zip([{ ...evil, deflate: true, [where]: said }]));
      expect(payloads(scan)).toEqual(['archive/data.pkl']);
      expect(ofKind(scan, 'zip-disagreement').some(({ message }) => message.includes('method'))).toBe(true);
    }
  });

  test('of the size: what only the larger of two holds is found', async () => {
    const data = Buffer.concat([HARMLESS, EVIL]);
    for (const where of ['central', 'local'] as const) {
      const said = { packed: HARMLESS.length, size: HARMLESS.length };
      const scan = await scanBytes(zip([{ name: 'data.pkl', data, [where]: said }]));
      expect(payloads(scan)).toContain('data.pkl');
      expect(ofKind(scan, 'zip-disagreement').some(({ message }) => message.includes('size'))).toBe(true);
    }
  });

  test('of two members with one name', async () => {
    for (const members of [
      [evil, harmless],
      [harmless, evil],
    ]) {
      const scan = await scanBytes(zip(members));
      expect(payloads(scan)).toEqual(['archive/data.pkl']);
      expect(ofKind(scan, 'zip-disagreement').some(({ message }) => message.includes('more than once'))).toBe(true);
    }
  });

  test('of two directories: the one that the end record points at, and the one right in front of it', async () => {
    const [good, bad] = [
      { name: 'data.pkl', data: Buffer.concat([HARMLESS, Buffer.alloc(100)]) },
      { name: 'data.pkl', data: EVIL },
    ];
    const plain = zip([good, bad]);
    const [directory, second] = [plain.indexOf('PK\x01\x02'), plain.lastIndexOf('PK\x01\x02')];
    // Who counts back from the end record takes the difference of the two for something in front of the archive.
    const real = plain.indexOf('PK\x03\x04', 1);
    const central = { offset: real - (second - directory) };
    const bytes = zip([good, { ...bad, central }], {
      end: { entries: 1, size: second - directory, offset: directory },
    });
    const scan = await scanBytes(bytes);
    expect(payloads(scan)).toContain('data.pkl');
    expect(ofKind(scan, 'zip-disagreement').some(({ message }) => message.includes('there are directories at'))).toBe(
      true,
    );
  });

  test('of none, where archives that look alike stand one behind the other', async () => {
    const shard = zip([{ name: 'archive/data.pkl', data: HARMLESS, deflate: true }]);
    const scan = await scanBytes(Buffer.concat([shard, shard, shard]));
    expect(scan).toMatchObject({ verdict: 'clean', format: 'PyTorch zip', evidence: [], inconclusive: [] });
  });

  test('of the number of members', async () => {
    const scan = await scanBytes(zip([harmless, { name: 'more', data: EVIL }], { end: { entries: 1 } }));
    expect(payloads(scan)).toEqual(['more']);
    expect(ofKind(scan, 'zip-disagreement').map(({ message }) => message)).toEqual([
      'the directory has 2 members, and the end record tells of 1',
    ]);
  });

  test('of zip64 and the plain end record', async () => {
    const scan = await scanBytes(zip([evil], { zip64: { entries: 7 } }));
    expect(payloads(scan)).toEqual(['archive/data.pkl']);
    expect(ofKind(scan, 'zip-disagreement').some(({ message }) => message.includes('zip64'))).toBe(true);
  });

  test('of two end records, one in the comment of the other', async () => {
    const inner = zip([{ name: 'inner.pkl', data: EVIL }]);
    const scan = await scanBytes(zip([{ name: 'outer.pkl', data: HARMLESS }], { comment: inner }));
    expect(payloads(scan)).toEqual(['inner.pkl']);
  });

  test('of a name that leads to a member of another offset', async () => {
    const scan = await scanBytes(
      zip([harmless, { ...evil, name: 'x' }, { name: 'y', data: HARMLESS, central: { offset: 4 } }]),
    );
    expect(payloads(scan)).toContain('x');
    expect(
      ofKind(scan, 'zip-disagreement').some(
        ({ message }) => message === 'the directory names a member that is not there',
      ),
    ).toBe(true);
  });
});

describe('what the directory does not tell of is found', () => {
  test('a member that it leaves out', async () => {
    const scan = await scanBytes(
      zip([harmless, { name: 'hidden.pkl', data: EVIL, unlisted: true }, { name: 'z', data: HARMLESS }]),
    );
    expect(payloads(scan)).toEqual(['hidden.pkl']);
    expect(ofKind(scan, 'zip-disagreement').map(({ subject, message }) => [subject, message])).toEqual([
      ['hidden.pkl', 'a member that no directory names'],
    ]);
  });

  test('bytes between two members', async () => {
    const scan = await scanBytes(
      zip([
        { ...harmless, behind: EVIL },
        { name: 'z', data: HARMLESS },
      ]),
    );
    expect(payloads(scan)).toHaveLength(1);
    expect(payloads(scan)[0]).toMatch(/^bytes \d+ to \d+$/);
  });

  test('bytes behind the end of a deflated stream, within its member', async () => {
    const raw = Buffer.concat([deflateRawSync(HARMLESS), EVIL]);
    const scan = await scanBytes(zip([{ ...harmless, deflate: true, raw }]));
    expect(payloads(scan)).toHaveLength(1);
  });

  test('a pickle in front of the archive, and one behind it', async () => {
    expect(payloads(await scanBytes(zip([harmless], { before: EVIL })))).toHaveLength(1);
    expect(payloads(await scanBytes(zip([harmless], { behind: EVIL })))).toHaveLength(1);
  });

  test('members without an end record, and without a directory', async () => {
    for (const options of [{ noEnd: true }, { noEnd: true, noDirectory: true }]) {
      const scan = await scanBytes(zip([harmless, { name: 'x', data: EVIL, deflate: true }], options));
      expect(payloads(scan)).toEqual(['x']);
      expect(ofKind(scan, 'zip-disagreement')[0]?.subject).toBe('the end record');
    }
  });

  test('members of an archive whose end record is further back than readers look', async () => {
    const scan = await scanBytes(zip([evil], { behind: Buffer.alloc(70_000, 1) }));
    expect(payloads(scan)).toEqual(['archive/data.pkl']);
    expect(scan.inconclusive).not.toEqual([]);
  });

  test('members of every archive of a distributed checkpoint, which stand one behind the other', async () => {
    const shards = Array.from({ length: 40 }, (_, index) =>
      zip([{ name: `shard-${index}/data.pkl`, data: index === 7 ? EVIL : HARMLESS }]),
    );
    const scan = await scanBytes(Buffer.concat(shards), '__0_0.distcp');
    expect(payloads(scan)).toEqual(['shard-7/data.pkl']);
    expect(scan.format).toBe('PyTorch zip');
    expect(scan.inconclusive).toEqual([]);
  });
});

describe('what an extractor must not do is told', () => {
  test.each(['../x', '/etc/x', 'a/../../x', 'C:\\x', '..\\x', '\\\\host\\x'])(
    'a path that leaves the archive: %s',
    async (name) => {
      const scan = await scanBytes(zip([{ name, data: HARMLESS }]));
      expect(places(scan, 'escaping-path')).toEqual([name]);
      expect(scan.verdict).toBe('dangerous');
    },
  );

  test('a link out of it, and one within it', async () => {
    const mode = 0o120777;
    const out = await scanBytes(zip([{ name: 'a/b', data: Buffer.from('../../etc/passwd'), mode }]));
    expect(ofKind(out, 'escaping-link')).toMatchObject([
      { severity: 'high', subject: 'a/b', details: ['../../etc/passwd'] },
    ]);
    const inside = await scanBytes(zip([{ name: 'a/b', data: Buffer.from('../c'), mode }]));
    expect(inside.evidence.map(({ kind }) => kind)).toEqual(['link']);
    expect(inside.verdict).toBe('clean');
  });

  test('two members that share bytes', async () => {
    const scan = await scanBytes(
      zip([harmless, { name: 'again', data: HARMLESS, central: { name: 'again', offset: 0 } }]),
    );
    expect(ofKind(scan, 'zip-disagreement').some(({ message }) => message.includes('are also those of'))).toBe(true);
  });
});

describe('what cannot be read is a gap, never clean', () => {
  test('a method that nobody knows', async () => {
    const scan = await scanBytes(zip([{ ...harmless, local: { method: 77 }, central: { method: 77 } }]));
    expect(scan.verdict).toBe('inconclusive');
    expect(scan.inconclusive.map(({ why }) => why)).toEqual([
      'archive/data.pkl: packed by a method that is not read (77)',
    ]);
  });

  test('a member that is really encrypted', async () => {
    const raw = Buffer.from('8f3c1d90aa7be2f1', 'hex');
    const scan = await scanBytes(zip([{ ...harmless, raw, flags: 1, central: { crc: 5 }, local: { crc: 5 } }]));
    expect(scan.inconclusive.some(({ why }) => why.includes('encrypted'))).toBe(true);
  });

  test('a deflated stream that breaks: what came before counts', async () => {
    const noise = Array.from({ length: 200 }, (_, index) => createHash('sha1').update(String(index)).digest());
    const whole = deflateRawSync(Buffer.concat([EVIL, ...noise]));
    const raw = Buffer.concat([whole.subarray(0, whole.length - 200), Buffer.alloc(100, 0xff)]);
    const scan = await scanBytes(
      zip([{ ...evil, deflate: true, raw, local: { packed: raw.length }, central: { packed: raw.length } }]),
    );
    expect(payloads(scan)).toEqual(['archive/data.pkl']);
    expect(scan.inconclusive.some(({ why }) => why.includes('the stream breaks'))).toBe(true);
  });

  test('a member that is cut off', async () => {
    const bytes = zip([{ name: 'x', data: Buffer.alloc(5000, 7) }]);
    const scan = await scanBytes(bytes.subarray(0, 2000));
    expect(scan.verdict).not.toBe('clean');
  });
});

test('an ordinary zip is clean, and says what it is', async () => {
  const bytes = zip([
    { name: 'folder/', data: Buffer.alloc(0) },
    { name: 'folder/data.pkl', data: HARMLESS, deflate: true },
    { name: 'folder/readme.txt', data: Buffer.from('hello'), descriptor: true },
  ]);
  expect(await scanBytes(bytes)).toMatchObject({
    verdict: 'clean',
    format: 'PyTorch zip',
    evidence: [],
    inconclusive: [],
  });
  expect(await scanBytes(zip([]))).toMatchObject({ verdict: 'clean', format: 'zip' });
});
