import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { EVIL, EVIL_TEXT, HARMLESS } from './build/payload.ts';
import { ofKind, payloads, scanBytes } from './build/scanned.ts';
import { tar } from './build/tar.ts';
import { u32, u64, type ZipMember, zip } from './build/zip.ts';

/** PyTorch's four formats, with payloads where its loaders look, and where they do not. */

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const text = (value: string) => Buffer.concat([latin1('X'), u32(value.length), latin1(value)]);

/** A tensor as torch writes it, without the call that rebuilds it: only the storage that it asks for. */
function storage(key: string, count: number, legacy = false): Buffer {
  const view = legacy ? latin1('N') : Buffer.alloc(0);
  return Buffer.concat([
    latin1('('),
    text('storage'),
    latin1('ctorch\nFloatStorage\n'),
    text(key),
    text('cpu'),
    latin1('J'),
    u32(count),
    view,
    latin1('tQ'),
  ]);
}

const proto2 = (...parts: readonly Buffer[]) => Buffer.concat([latin1('\x80\x02'), ...parts, latin1('.')]);
const MAGIC = proto2(latin1('\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19'));
const VERSION = proto2(latin1('M\xe9\x03'));
const keys = (...names: readonly string[]) => proto2(latin1(']('), ...names.map(text), latin1('e'));

function legacy(object: Buffer, list: Buffer, behind: Buffer): Buffer {
  return Buffer.concat([MAGIC, VERSION, proto2(latin1('}')), object, list, behind]);
}

const numbers = (count: number) => Buffer.concat([u64(count), Buffer.alloc(count * 4, 0x80)]);

describe('a zip', () => {
  const tensor: ZipMember = { name: 'm/data/0', data: Buffer.alloc(64, 0x80) };
  const object: ZipMember = { name: 'm/data.pkl', data: proto2(storage('0', 16)) };

  test('with numbers is clean', async () => {
    const scan = await scanBytes(zip([object, { name: 'm/version', data: latin1('3\n') }, tensor]));
    expect(scan).toMatchObject({ verdict: 'clean', format: 'PyTorch zip', inconclusive: [] });
  });

  test.each(['model.pt', 'model.safetensors', 'weights', 'model.txt'])(
    'with a payload is dangerous, called %s',
    async (name) => {
      expect(payloads(await scanBytes(zip([{ ...object, data: EVIL }, tensor]), name))).toEqual(['m/data.pkl']);
    },
  );

  test.each([
    ['protocol 2', EVIL],
    ['protocol 0', EVIL_TEXT],
  ])('with a pickle in the place of a tensor is dangerous (%s)', async (_, data) => {
    const scan = await scanBytes(zip([object, { ...tensor, data: Buffer.concat([data, Buffer.alloc(40, 1)]) }]));
    expect(payloads(scan)).toEqual(['m/data/0']);
  });

  test('with another container in the place of a tensor is opened', async () => {
    for (const data of [zip([{ name: 'in', data: EVIL }]), tar([{ name: 'in', data: EVIL }]), gzipSync(EVIL)]) {
      const scan = await scanBytes(zip([object, { ...tensor, data }]));
      expect(payloads(scan)).toEqual([expect.stringMatching(/^m\/data\/0 > (?:in|gzip)$/)]);
    }
  });

  test('with a payload in any other pickle of it is dangerous', async () => {
    for (const name of ['m/constants.pkl', 'm/other.bin', 'extra']) {
      expect(payloads(await scanBytes(zip([object, tensor, { name, data: EVIL }])))).toEqual([name]);
    }
  });

  test('of which not all tensors are looked into says so, and is clean', async () => {
    const tensors = Array.from({ length: 5 }, (_, index) => ({ ...tensor, name: `m/data/${index}` }));
    const scan = await scanBytes(zip([object, ...tensors]), 'x', { limits: { probes: 2 } });
    expect(scan.verdict).toBe('clean');
    expect(ofKind(scan, 'unprobed-tensors')).toMatchObject([{ severity: 'info', subject: '3 tensors' }]);
    expect(ofKind(scan, 'zip-disagreement')).toEqual([]);
  });
});

describe('TorchScript', () => {
  const script = (code: string) =>
    zip([
      { name: 's/data.pkl', data: HARMLESS },
      { name: 's/code/__torch__.py', data: Buffer.from(code) },
    ]);

  test('that computes is clean', async () => {
    const scan = await scanBytes(
      script('def forward(self, x: Tensor) -> Tensor:\n  return torch.add(x, ops.aten.relu(x))\n'),
    );
    expect(scan).toMatchObject({ verdict: 'clean', format: 'TorchScript zip' });
  });

  test('that writes or maps a file is dangerous', async () => {
    const saves = await scanBytes(script('  _0 = torch.save(x, "/tmp/x")\n'));
    expect(ofKind(saves, 'file-operator')).toMatchObject([
      {
        severity: 'critical',
        subject: 'torch.save',
        within: ['s/code/__torch__.py'],
        details: ['torch.save(x, "/tmp/x")'],
      },
    ]);
    expect((await scanBytes(script('torch.from_file("/etc/passwd", True, 10)'))).verdict).toBe('dangerous');
  });

  test('that calls an extension says which', async () => {
    const scan = await scanBytes(script('  y = ops.my_ext.do_it(x)\n  z = ops.my_ext.do_it(y)\n'));
    expect(ofKind(scan, 'custom-operator')).toMatchObject([{ severity: 'medium', subject: 'ops.my_ext.do_it' }]);
  });

  test.each([
    ['over lines and with spaces', '  x = torch .\n  save (x, "/tmp/x")\n', 'torch.save'],
    ['as an operator', '  x = ops.aten.from_file("/etc/passwd", True, 10)\n', 'ops.aten.from_file'],
    ['of torchvision', '  x = ops.image.read_file("/etc/passwd")\n', 'ops.image.read_file'],
  ])('that reaches files %s is dangerous', async (_, code, subject) => {
    expect(ofKind(await scanBytes(script(code)), 'file-operator')).toMatchObject([{ severity: 'critical', subject }]);
  });

  test('that holds an object of an extension says which', async () => {
    const held =
      '  a : __torch__.torch.classes.birds.Plover\n  b : __torch__.torch.classes.quantized.LinearPackedParamsBase\n';
    expect(ofKind(await scanBytes(script(held)), 'custom-operator')).toMatchObject([
      { severity: 'medium', subject: 'classes.birds.Plover' },
    ]);
  });
});

describe('five pickles and storages', () => {
  const object = proto2(storage('a', 4, true), storage('b', 2, true));

  test('with all storages in their place is clean, and nothing of them is a gap', async () => {
    const scan = await scanBytes(legacy(object, keys('a', 'b'), Buffer.concat([numbers(4), numbers(2)])), 'x.bin');
    expect(scan).toMatchObject({ verdict: 'clean', format: 'PyTorch (before 1.6)', inconclusive: [] });
  });

  test('with a payload as the object is dangerous', async () => {
    expect(payloads(await scanBytes(legacy(EVIL, keys(), Buffer.alloc(0))))).toEqual(['']);
  });

  test.each([0, 1, 2, 3, 4])('with a payload as pickle %i is dangerous', async (index) => {
    const pickles: Buffer[] = [MAGIC, VERSION, proto2(latin1('}')), object, keys('a', 'b')];
    pickles[index] = EVIL;
    const scan = await scanBytes(Buffer.concat([...pickles, numbers(4), numbers(2)]), 'x.pt');
    expect(payloads(scan)).toContain('');
  });

  test('with a payload behind the storages is dangerous', async () => {
    const scan = await scanBytes(legacy(object, keys('a', 'b'), Buffer.concat([numbers(4), numbers(2), EVIL])));
    expect(payloads(scan)).toHaveLength(1);
  });

  test('with storages that are not what the pickle asks for are looked at as anything else', async () => {
    const behind = Buffer.concat([u64(3), Buffer.alloc(12, 0x81), EVIL]);
    const scan = await scanBytes(legacy(object, keys('a', 'b'), behind));
    expect(payloads(scan)).toHaveLength(1);
    expect(scan.inconclusive.length).toBeGreaterThan(0);
  });

  test('with its magic number made by a call is dangerous (GHSA-97f8-7cmv-76j2)', async () => {
    const call = proto2(latin1('cbuiltins\neval\n'), text('119547037146038801333356'), latin1('\x85R'));
    const scan = await scanBytes(
      Buffer.concat([call, VERSION, proto2(latin1('}')), object, keys('a', 'b'), numbers(4), numbers(2)]),
    );
    expect(scan.verdict).toBe('dangerous');
    expect(scan.evidence[0]?.subject).toContain('eval');
  });
});

describe('a tar', () => {
  const count = (value: number) => proto2(latin1('K'), Buffer.from([value]));
  const type = Buffer.concat([latin1('ctorch\nFloatStorage\n')]);
  const one = proto2(latin1('('), text('1'), text('cpu'), type, latin1('t'));
  const storages = Buffer.concat([count(1), one, numbers(4), proto2(latin1(']'))]);
  const shape = Buffer.concat([u32(1, 0), u64(4), u64(1), u64(0)]);
  const tensors = Buffer.concat([count(1), proto2(latin1('('), text('2'), text('1'), type, latin1('t')), shape]);
  const members = { sys_info: proto2(latin1('}')), pickle: proto2(latin1('}')), storages, tensors };

  const build = (changed: Partial<typeof members> = {}) =>
    tar(Object.entries({ ...members, ...changed }).map(([name, data]) => ({ name, data })));

  test('with its storages and tensors is clean', async () => {
    expect(await scanBytes(build())).toMatchObject({ verdict: 'clean', format: 'PyTorch tar', inconclusive: [] });
  });

  test.each(['sys_info', 'pickle', 'storages', 'tensors'] as const)(
    'with a payload in `%s` is dangerous',
    async (name) => {
      expect(payloads(await scanBytes(build({ [name]: EVIL })))).toEqual([name]);
    },
  );

  test('with a payload between the numbers is dangerous, and found at its offset', async () => {
    const start = Buffer.concat([count(1), one, numbers(4)]);
    const scan = await scanBytes(build({ storages: Buffer.concat([start, EVIL]) }));
    expect(ofKind(scan, 'dangerous-call')).toMatchObject([
      { within: ['storages'], offset: start.length + EVIL.length - 2 },
    ]);
  });
});
