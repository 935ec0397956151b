import { expect, test } from 'vitest';
import { bytesOf, numberOf, readMessage } from '../../src/scan/protobuf.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

test('numbers, texts and fixed values are read with where they stand', () => {
  // The example of the format's own documentation: field 1 is 150; then field 2, the text "testing"; then four bytes.
  const message = readMessage(bytes(8, 0x96, 1, 0x12, 7, ...Buffer.from('testing'), 0x1d, 1, 2, 3, 4));
  expect(message.broken).toBeNull();
  expect(numberOf(message, 1)).toBe(150);
  expect(Buffer.from(bytesOf(message, 2)[0] ?? []).toString()).toBe('testing');
  expect(message.fields.map(({ number, at, end }) => [number, at, end])).toEqual([
    [1, 0, 3],
    [2, 3, 12],
    [3, 12, 17],
  ]);
});

test('of a number that is there twice, the last one counts', () => {
  expect(numberOf(readMessage(bytes(8, 1, 8, 2)), 1)).toBe(2);
});

test.each([
  ['a length that leads out', bytes(8, 1, 0x12, 9, 1)],
  ['a length above 2^53', bytes(8, 1, 0x12, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)],
  ['a number without an end', bytes(8, 1, 8, 128, 128)],
  ['eleven bytes of a number', bytes(8, 1, 8, ...Array(11).fill(128), 1)],
  ['a field without a number', bytes(8, 1, 0, 1)],
  ['a group', bytes(8, 1, 0x13)],
])('%s is a broken place, and what stands in front is kept', (_, broken) => {
  const message = readMessage(broken);
  expect(message.broken?.at).toBe(2);
  expect(numberOf(message, 1)).toBe(1);
});

test('more fields than are kept are told', () => {
  expect(readMessage(bytes(8, 1, 8, 1, 8, 1), 2)).toMatchObject({ fields: [{}, {}], broken: { at: 4 } });
});
