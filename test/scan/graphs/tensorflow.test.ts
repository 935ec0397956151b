import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Fields, message } from '../build/protobuf.ts';
import { ofKind, places, scanBytes } from '../build/scanned.ts';

/** TensorFlow's graphs: operators that reach out, wherever they stand, and paths that the model itself gives. */

const FIXTURES = join(import.meta.dirname, '../../../fixtures/scan/graphs');
const fixture = (name: string) => scanBytes(readFileSync(join(FIXTURES, name)), name);

const STRING = 7;
const constant = (name: string, text: string): Fields => ({
  1: name,
  2: 'Const',
  5: [{ 1: 'value', 2: { 8: { 1: STRING, 8: text } } }],
});
const packed = (name: string, bytes: string): Fields => ({
  1: name,
  2: 'Const',
  5: [{ 1: 'value', 2: { 8: { 1: STRING, 4: Buffer.from(bytes, 'latin1') } } }],
});
const node = (operator: string, inputs: readonly string[] = [], attributes: readonly Fields[] = []): Fields => ({
  1: `the ${operator}`,
  2: operator,
  3: inputs,
  5: attributes,
});
const saved = (nodes: readonly Fields[], functions: readonly Fields[] = [], more: Fields = {}) =>
  message({ 1: 1, 2: [{ 2: { 1: nodes, 2: { 1: functions } }, ...more }] });
const called = (name: string): Fields => ({ 1: 'f', 2: { 10: { 1: name } } });
const told = async (bytes: Uint8Array) =>
  (await scanBytes(bytes, 'saved_model.pb')).evidence.map(({ severity, subject, details }) => [
    severity,
    subject,
    ...details,
  ]);

describe('as TensorFlow writes it', () => {
  test.each([
    ['saved-model.pb', 'TensorFlow SavedModel'],
    ['saved-model-with-asset.pb', 'TensorFlow SavedModel'],
    ['checkpoint.meta', 'TensorFlow MetaGraph'],
    ['frozen.pb', 'TensorFlow graph'],
  ])('%s is clean', async (name, format) => {
    const scan = await fixture(name);
    expect([scan.verdict, scan.format, scan.evidence, scan.inconclusive]).toEqual(['clean', format, [], []]);
  });

  test.each([
    ['reads-a-file.pb', 'ReadFile', ['/etc/hostname']],
    ['reads-what-it-is-given.pb', 'ReadFile', []],
    ['writes-in-a-branch.pb', 'WriteFile', ['/tmp/plover.txt']],
    ['calls-python.pb', 'PyFunc', []],
    ['prints-to-a-file.pb', 'PrintV2', ['file:///tmp/plover.txt']],
    ['loads-a-dataset.pb', 'TextLineDataset', ['/etc/hostname']],
  ])('%s is dangerous by %s', async (name, subject, details) => {
    const scan = await fixture(name);
    expect(scan.verdict).toBe('dangerous');
    expect(scan.evidence).toMatchObject([{ severity: 'critical', subject, details }]);
  });
});

describe('an operator', () => {
  test('that is none of TensorFlow is told once', async () => {
    const scan = await scanBytes(saved([node('Plover'), { ...node('Plover'), 1: 'another' }]));
    expect([scan.verdict, places(scan, 'custom-operator')]).toEqual(['suspicious', ['Plover']]);
  });

  test('that is a function of the model is none of its own', async () => {
    const functions = [{ 1: { 1: 'Mine' }, 3: [node('Identity')] }];
    expect((await scanBytes(saved([node('Mine')], functions))).verdict).toBe('clean');
  });

  test.each(['RpcClient', 'DataServiceDatasetV4', 'RegisterDatasetV2'])(
    'that reaches the network: %s',
    async (name) => {
      expect(ofKind(await scanBytes(saved([node(name)])), 'network-operator')).toMatchObject([
        { severity: 'critical' },
      ]);
    },
  );

  test.each([
    ['DebugIdentityV2', 'debug_urls', { 1: { 2: ['grpc://collector.test:1'] } }],
    ['DecodeProtoV2', 'descriptor_source', { 2: '/etc/passwd' }],
    ['XlaCallModule', 'module', { 2: 'ML\xefR..xla_python_cpu_callback..' }],
  ])('that reaches out by an attribute: %s', async (name, key, value) => {
    expect(await told(saved([node(name, [], [{ 1: key, 2: value }])]))).toMatchObject([
      ['critical', name, expect.anything()],
    ]);
  });

  test('that caches in memory is quiet, and one that caches in a file is not', async () => {
    const cache = node('CacheDatasetV2', ['data', 'path']);
    expect(await told(saved([constant('path', ''), cache]))).toEqual([]);
    expect(await told(saved([constant('path', 'x'), cache]))).toEqual([['critical', 'CacheDatasetV2', 'x']]);
  });
});

describe('a checkpoint', () => {
  const save = node('SaveV2', ['join']);
  const join = { 1: 'join', 2: 'StringJoin', 3: ['path', 'suffix'] };

  test('whose path is given by whoever loads the model is quiet', async () => {
    const path = { 1: 'path', 2: 'Placeholder' };
    expect(await told(saved([path, constant('suffix', '_temp/part'), join, save]))).toEqual([]);
  });

  test.each(['/root/.ssh/authorized_keys', '../../x', 'gs://bucket/x'])(
    'that the model itself puts into %s is dangerous',
    async (path) => {
      expect(await told(saved([constant('path', path), join, save]))).toEqual([['critical', 'SaveV2', path]]);
      const bytes = packed('path', String.fromCharCode(path.length) + path);
      expect(await told(saved([bytes, join, save]))).toEqual([['critical', 'SaveV2', path]]);
    },
  );

  test('is followed to who calls the function that writes it', async () => {
    const inner = { 1: { 1: 'inner', 2: [{ 1: 'x' }, { 1: 'where' }] }, 3: [node('SaveV2', ['where'])] };
    const outer = { 1: { 1: 'outer', 2: [{ 1: 'p' }] }, 3: [node('PartitionedCall', ['a', 'p'], [called('inner')])] };
    const call = (name: string) => node('StatefulPartitionedCall', [name], [called('outer')]);
    const nodes = [constant('bad', '/etc/x'), { 1: 'good', 2: 'Placeholder' }];
    expect(await told(saved([...nodes, call('bad')], [inner, outer]))).toEqual([['critical', 'SaveV2', '/etc/x']]);
    expect(await told(saved([...nodes, call('good')], [inner, outer]))).toEqual([]);
  });

  test('of functions that call each other comes to an end', async () => {
    const functions = ['a', 'b'].map((name) => ({
      1: { 1: name, 2: [{ 1: 'p' }] },
      3: [node('SaveV2', ['p']), node('PartitionedCall', ['p'], [called(name === 'a' ? 'b' : 'a')])],
    }));
    expect(await told(saved([node('NoOp')], functions))).toEqual([]);
  });
});

describe('an asset', () => {
  const table = node('InitializeTableFromTextFileV2', ['t', 'path']);
  const asset = (file: string) => ({ 6: [{ 1: { 1: 'path:0' }, 2: file }] });

  test('of the model is quiet, though its constant says where it was made', async () => {
    expect(await told(saved([constant('path', '/home/me/words.txt'), table], [], asset('words.txt')))).toEqual([]);
  });

  test.each(['../../../etc/passwd', '/etc/passwd', 'http://x.test/y'])('in %s is dangerous', async (file) => {
    const scan = await scanBytes(saved([constant('path', ''), table], [], asset(file)));
    expect([scan.verdict, places(scan, 'asset-path')]).toEqual(['dangerous', [file]]);
  });

  test('of a collection of TensorFlow 1 is looked at', async () => {
    const item = { 1: 'type.googleapis.com/tensorflow.AssetFileDef', 2: { 1: { 1: 'path:0' }, 2: '../x' } };
    const collection = { 4: [{ 1: 'saved_model_assets', 2: { 5: { 1: [item] } } }] };
    expect(places(await scanBytes(saved([node('NoOp')], [], collection)), 'asset-path')).toEqual(['../x']);
  });

  test('that is none is a file like any other', async () => {
    expect(await told(saved([constant('path', '/etc/passwd'), table]))).toEqual([
      ['critical', 'InitializeTableFromTextFileV2', '/etc/passwd'],
    ]);
  });
});

describe('a graph', () => {
  test('within another is looked into', async () => {
    const inner = message({ 1: [node('PyFunc')] }).toString('latin1');
    const scan = await scanBytes(saved([constant('g', inner), node('DatasetFromGraph', ['g'])]));
    expect(places(scan, 'python-operator')).toEqual(['the graph in the DatasetFromGraph > PyFunc']);
  });

  test('that is cut off within is a gap, and what stands before that counts', async () => {
    const graph = Buffer.concat([message({ 1: [node('PyFunc')] }), Buffer.from([0x0a, 0x7f])]);
    const scan = await scanBytes(message({ 1: 1, 2: [{ 2: graph }] }));
    expect([scan.verdict, scan.inconclusive.length]).toEqual(['dangerous', 1]);
  });

  test('with fields that nobody knows is still one', async () => {
    const bytes = Buffer.concat([message({ 900: 'x'.repeat(10_000) }), saved([node('PyFunc')])]);
    expect((await scanBytes(bytes)).verdict).toBe('dangerous');
  });

  test('of a hundred thousand nodes in a ring comes to an end', async () => {
    const ring = Array.from({ length: 100_000 }, (_, n) => ({
      1: `n${n}`,
      2: 'Identity',
      3: [`n${(n + 1) % 100_000}`],
    }));
    const scan = await scanBytes(saved([...ring, node('ReadFile', ['n0'])]));
    expect(scan.verdict).toBe('dangerous');
  });
});
