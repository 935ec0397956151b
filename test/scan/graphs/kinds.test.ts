import { describe, expect, test } from 'vitest';
import { type Fields, message } from '../build/protobuf.ts';
import { places, scanBytes } from '../build/scanned.ts';

/** The other formats that are messages of protocol buffers, assembled by their published schemas. */

describe('Core ML', () => {
  const network = (layers: readonly Fields[]) => message({ 1: 4, 2: { 100: 'a model' }, 500: { 1: layers } });
  const custom = { 1: 'wings', 500: { 10: 'PloverLayer' } };
  const program = (file: string) => {
    const operation = { 1: 'const', 5: [{ 1: 'val', 2: { 5: { 1: file } } }] };
    const block = { 3: [{ 1: 'cond', 4: [{ 3: [operation] }] }] };
    return message({ 1: 7, 502: { 1: 1, 2: [{ 1: 'main', 2: { 3: [{ 1: 'CoreML5', 2: block }] } }] } });
  };

  test('of its own layers is clean', async () => {
    expect(await scanBytes(network([{ 1: 'dense' }]), 'm.mlmodel')).toMatchObject({
      verdict: 'clean',
      format: 'Core ML',
    });
  });

  test('with a layer of the program that loads it is suspicious, in a pipeline as well', async () => {
    expect(places(await scanBytes(network([custom])), 'custom-operator')).toEqual(['PloverLayer']);
    const pipeline = message({ 1: 4, 202: { 1: [network([custom])] } });
    expect(places(await scanBytes(pipeline), 'custom-operator')).toEqual(['PloverLayer']);
    expect(places(await scanBytes(message({ 1: 4, 555: { 10: 'Plover' } })), 'custom-operator')).toEqual(['Plover']);
  });

  test('that loads another model says so', async () => {
    const linked = message({ 1: 4, 556: { 1: { 1: { 1: 'other.mlmodelc' }, 2: { 1: ':/tmp' } } } });
    expect(places(await scanBytes(linked), 'linked-model')).toEqual(['other.mlmodelc']);
  });

  test('whose weights lie outside of it is dangerous', async () => {
    expect((await scanBytes(program('@model_path/weights/weight.bin'))).verdict).toBe('clean');
    for (const file of ['@model_path/../../secret', '/etc/passwd'])
      expect(places(await scanBytes(program(file)), 'external-data')).toEqual([file]);
  });
});

describe('PaddlePaddle', () => {
  const program = (types: readonly string[]) =>
    message({
      1: [{ 1: 0, 2: 0, 4: types.map((type) => ({ 3: type, 4: [{ 1: 'file_path', 2: 2, 5: '/tmp/x' }] })) }],
      4: { 1: 0 },
    });

  test('of operators on tensors is clean', async () => {
    expect(await scanBytes(program(['feed', 'conv2d', 'fetch']))).toMatchObject({
      verdict: 'clean',
      format: 'PaddlePaddle program',
    });
  });

  test.each(['py_func', 'save_combine', 'load', 'listen_and_serv'])('with %s is dangerous', async (type) => {
    const { verdict, evidence } = await scanBytes(program(['feed', type]));
    expect([verdict, evidence[0]?.subject, evidence[0]?.details]).toEqual(['dangerous', type, ['file_path: /tmp/x']]);
  });
});

describe('Caffe', () => {
  const net = (layers: readonly Fields[]) => message({ 1: 'net', 100: layers });

  test('of its own layers is clean', async () => {
    expect(await scanBytes(net([{ 1: 'a', 2: 'Convolution' }]))).toMatchObject({ verdict: 'clean', format: 'Caffe' });
  });

  test('with a layer of Python is dangerous, and what it imports is told', async () => {
    const python = { 1: 'a', 2: 'Python', 130: { 1: 'payload', 2: 'Layer' } };
    expect(places(await scanBytes(net([python])), 'python-operator')).toEqual(['payload.Layer']);
  });
});

describe('SentencePiece', () => {
  test('whose first piece is another than usual is data', async () => {
    const piece = (text: string) =>
      Buffer.concat([message({ 1: text }), Buffer.from([0x15, 0, 0, 0, 0]), message({ 3: 3 })]);
    const bytes = message({ 1: ['<pad>', '</s>', '<unk>'].map(piece), 2: { 1: 'in.txt' }, 3: { 1: 'nmt_nfkc' } });
    expect(await scanBytes(bytes)).toMatchObject({ verdict: 'clean', format: 'SentencePiece model' });
  });
});

describe('what is no message', () => {
  test.each([
    ['a text', '\n\nplover\n'],
    ['numbers', Buffer.from([0x0a, 2, 1, 2, 0x12, 1, 0])],
    ['nothing but a name', message({ 1: 'plover' })],
  ])('is none: %s', async (_, bytes) => {
    const { format } = await scanBytes(Buffer.from(bytes));
    expect(['text', 'unknown']).toContain(format);
  });
});

describe('a tensor of ONNX', () => {
  const tensor: Fields = { 1: 2, 2: 1, 8: 'x', 9: Buffer.alloc(8) };

  test('is data', async () => {
    expect(await scanBytes(message(tensor), 'input_0.pb')).toMatchObject({ verdict: 'clean', format: 'ONNX tensor' });
  });

  test('that lies elsewhere is not taken for one', async () => {
    const elsewhere = message({ ...tensor, 13: [{ 1: 'location', 2: '/etc/passwd' }] });
    expect((await scanBytes(elsewhere, 'input_0.pb')).verdict).toBe('inconclusive');
  });
});

test('a vocabulary that holds control characters above ASCII is text', async () => {
  expect(await scanBytes(Buffer.from('{"a":1,"\u007f\u0085":2}'), 'vocab.json')).toMatchObject({
    verdict: 'clean',
    format: 'text',
  });
});

describe('a graph behind the mark of something else is read all the same', () => {
  const python = message({ 1: 1, 2: [{ 2: { 1: [{ 1: 'a', 2: 'PyFunc' }] } }] });
  const onnx = message({ 1: 9, 7: { 5: [{ 8: 'w', 13: [{ 1: 'location', 2: '../x' }] }] } });

  test.each([
    ['of an image', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2, 8), python])],
    ['of another image', Buffer.concat([Buffer.from('II*\0\0\0\0\0\0', 'latin1'), python])],
    ['of audio', Buffer.concat([message({ 3: '12345\0WAVE' }), onnx])],
    ['of the list of pieces', message({ 1: { 1: '<unk>', 2: 'x' }, 2: { 1: [{ 1: 'a', 2: 'PyFunc' }] } })],
    ['of a tensor', Buffer.concat([message({ 2: 1 }), onnx])],
    ['of Core ML', Buffer.concat([python, message({ 300: 'x' })])],
  ])('%s', async (_, bytes) => {
    expect((await scanBytes(bytes)).verdict).toBe('dangerous');
  });
});
