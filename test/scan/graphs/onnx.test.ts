import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVIL } from '../build/payload.ts';
import { type Fields, message } from '../build/protobuf.ts';
import { ofKind, places, scanBytes } from '../build/scanned.ts';
import { zip } from '../build/zip.ts';

/** ONNX: operators that are not its own, and files outside of its folder. */

const FIXTURES = join(import.meta.dirname, '../../../fixtures/scan/graphs');
const fixture = (name: string) => scanBytes(readFileSync(join(FIXTURES, name)), name);

const node = (operator: string, domain = '', attributes: readonly Fields[] = []): Fields => ({
  1: 'x',
  2: 'y',
  4: operator,
  5: attributes,
  7: domain,
});
const model = (graph: Fields, more: Fields = {}) => message({ 1: 9, 7: graph, 8: { 2: 17 }, ...more });
const tensor = (location: string): Fields => ({ 8: 'w', 13: [{ 1: 'location', 2: location }], 14: 1 });

describe('ONNX', () => {
  test.each(['benign.onnx', 'function.onnx', 'external.onnx'])(
    'as the reference library writes it is clean: %s',
    async (name) => {
      const scan = await fixture(name);
      expect([scan.verdict, scan.format, scan.evidence, scan.inconclusive]).toEqual(['clean', 'ONNX', [], []]);
    },
  );

  test('an operator of a domain that is not known is told, in a branch as well', async () => {
    const scan = await fixture('custom-in-a-branch.onnx');
    expect([scan.verdict, places(scan, 'custom-operator')]).toEqual(['suspicious', ['birds.Plover']]);
  });

  test('an operator that imports Python is dangerous, and what it imports is told', async () => {
    const attributes = [
      { 1: 'module', 4: 'payload' },
      { 1: 'class_name', 4: 'Payload' },
    ];
    const scan = await scanBytes(model({ 1: [node('PyOp', 'com.microsoft', attributes)] }), 'model.onnx');
    expect(ofKind(scan, 'python-operator')).toMatchObject([{ severity: 'critical', details: ['payload.Payload'] }]);
  });

  test.each([
    '/etc/passwd',
    '../secret.bin',
    'a/../../secret.bin',
    '..\\secret.bin',
    'C:\\secret.bin',
    'https://example.test/w.bin',
    '*/_ORT_MEM_ADDR_/*',
  ])('a tensor in %s is dangerous', async (location) => {
    const scan = await scanBytes(model({ 5: [tensor(location)] }), 'model.onnx');
    expect([scan.verdict, places(scan, 'external-data')]).toEqual(['dangerous', [location]]);
  });

  test.each([
    ['an attribute', { 1: [node('Constant', '', [{ 1: 'value', 5: tensor('../x') }])] }],
    ['a sparse tensor', { 15: [{ 1: tensor('../x') }] }],
    ['the body of a loop', { 1: [node('Loop', '', [{ 1: 'body', 6: { 5: [tensor('../x')] } }])] }],
    ['a sparse attribute', { 1: [node('Constant', '', [{ 1: 'v', 22: { 2: tensor('../x') } }])] }],
  ])('a tensor of %s is looked at', async (_, graph) => {
    expect(places(await scanBytes(model(graph), 'm.onnx'), 'external-data')).toEqual(['../x']);
  });

  test('functions of the model are looked into, and those that replace operators are told', async () => {
    const functions = [
      { 1: 'Relu', 10: '', 7: [node('Plover', 'birds')] },
      { 1: 'Mine', 10: 'local', 7: [node('Constant', '', [{ 1: 'v', 5: tensor('../x') }])] },
    ];
    const scan = await scanBytes(model({ 1: [node('Relu')] }, { 25: functions }), 'm.onnx');
    expect(scan.evidence.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'function-override Relu',
      'custom-operator birds.Plover',
      'external-data ../x',
    ]);
  });

  test('a graph of the training is looked into', async () => {
    const training = { 20: [{ 2: { 1: [node('Plover', 'birds')] } }] };
    expect(places(await scanBytes(model({ 1: [node('Relu')] }, training)), 'custom-operator')).toEqual([
      'birds.Plover',
    ]);
  });

  test('metadata that hold code, or a pickle, are told', async () => {
    const metadata = (value: string | Uint8Array) => ({ 14: [{ 1: 'names', 2: value }] });
    const code = await scanBytes(model({ 1: [node('Relu')] }, metadata("__import__('os').getcwd()")), 'm.onnx');
    expect(places(code, 'metadata-code')).toEqual(['names']);
    const pickle = await scanBytes(model({ 1: [node('Relu')] }, metadata('cos\nsystem\n(S"echo"\ntR.')), 'm.onnx');
    expect(pickle.verdict).toBe('dangerous');
  });

  test('what an accelerator runs may not be read from outside', async () => {
    const context = (path: string) =>
      node('EPContext', 'com.microsoft', [
        { 1: 'embed_mode', 3: 0 },
        { 1: 'ep_cache_context', 4: path },
      ]);
    expect((await scanBytes(model({ 1: [context('../../x.bin')] }))).verdict).toBe('dangerous');
    expect((await scanBytes(model({ 1: [context('x.bin')] }))).verdict).toBe('clean');
  });

  test('a zip behind it makes it no ONNX, and is read', async () => {
    const bytes = Buffer.concat([model({ 1: [node('Relu')] }), zip([{ name: 'data.pkl', data: EVIL }])]);
    expect((await scanBytes(bytes, 'm.onnx')).verdict).toBe('dangerous');
  });

  test('what is broken within it is a gap, and what stands before that counts', async () => {
    const graph = Buffer.concat([message({ 5: [tensor('../x')] }), Buffer.from([0x0a, 0x7f])]);
    const scan = await scanBytes(message({ 1: 9, 7: graph }), 'm.onnx');
    expect([scan.verdict, scan.inconclusive.length]).toEqual(['dangerous', 1]);
  });

  test('graphs within graphs come to an end', async () => {
    let graph: Uint8Array = message({ 1: [node('Relu')] });
    for (let depth = 0; depth < 500; depth++) graph = message({ 1: [{ 4: 'If', 5: [{ 1: 'b', 6: graph }] }] });
    const scan = await scanBytes(message({ 1: 9, 7: graph }), 'm.onnx');
    expect([scan.verdict, scan.inconclusive[0]?.why]).toEqual([
      'inconclusive',
      expect.stringContaining('nested more than 100 deep'),
    ]);
  });
});
