import { describe, expect, test } from 'vitest';
import {
  bytes,
  ECHO,
  frame,
  framed,
  global,
  NONE,
  PAYLOAD,
  POP,
  proto,
  REDUCE,
  STOP,
  TUPLE1,
  text,
} from './assemble.ts';
import { gapsOf, OS_SYSTEM, scanned, told } from './scanned.ts';

const LYING = 'medium lying-frame FRAME';

test('frames that are right are not mentioned', async () => {
  const result = await scanned(proto(4), framed(NONE, POP), framed(), framed(NONE, STOP));
  expect(result.evidence).toEqual([]);
  expect(result.gaps).toEqual([]);
});

describe('an operand that crosses the end of its frame is read both ways', () => {
  // The operand of BINUNICODE begins in the frame: who drops the rest of the frame finds other bytes behind it.
  const dropped = 'X\x40\0\0\0';
  const inFrame = (hidden: Uint8Array) => {
    const cover = 'abcd';
    return bytes(
      proto(4),
      frame(dropped.length + cover.length),
      dropped,
      cover,
      Buffer.alloc(0x40, 'x'),
      POP,
      hidden,
      STOP,
    );
  };

  test('what only those run who drop the rest of the frame is found', async () => {
    const result = await scanned(inFrame(PAYLOAD));
    expect(told(result)).toContain(OS_SYSTEM);
    expect(told(result)).toContain(LYING);
  });

  test('what only those run who read on is found', async () => {
    // Read on, the text swallows 64 bytes from the frame's own 4 on; with them dropped it swallows the payload and what follows.
    const payload = bytes(POP, PAYLOAD, STOP);
    const stream = bytes(proto(4), frame(9), dropped, 'abcd', Buffer.alloc(60, 'x'), payload, Buffer.alloc(80, 'y'));
    const result = await scanned(stream);
    expect(told(result)).toContain(OS_SYSTEM);
    expect(told(result)).toContain(LYING);
  });

  test('a line is an operand, too', async () => {
    // Read on, the module is `zz` and `os`; with the rest of the frame dropped, it is `os`.
    const stream = bytes(proto(4), frame(3), 'czz', 'os\nsystem\n', text(ECHO), TUPLE1, REDUCE, STOP);
    const result = await scanned(stream);
    expect(told(result)).toEqual([
      OS_SYSTEM,
      LYING,
      'medium reader-disagreement an operand crosses the end of its frame',
      'medium unknown-call zzos.system',
    ]);
    // The offset is that of the file, not of what is left of it.
    expect(result.evidence[0]?.offset).toBe(stream.length - 2);
  });

  test('bytes are read into their place, and nobody drops anything', async () => {
    const stream = bytes(proto(4), frame(3), 'C\x04a', 'bcd', STOP);
    const result = await scanned(stream);
    expect(told(result)).toEqual([LYING, 'medium reader-disagreement an operand crosses the end of its frame']);
    expect(result.gaps).toEqual([]);
  });
});

test('a frame that is longer than what follows stops the unpickler in C only', async () => {
  const result = await scanned(proto(4), frame(1000), PAYLOAD, STOP);
  expect(told(result)).toEqual([
    OS_SYSTEM,
    LYING,
    'medium reader-disagreement a frame that is longer than what follows',
  ]);
});

test('a frame within a frame is told', async () => {
  const result = await scanned(
    proto(4),
    frame(20),
    NONE,
    POP,
    framed(NONE, POP),
    NONE,
    POP,
    NONE,
    POP,
    NONE,
    POP,
    NONE,
    STOP,
  );
  expect(told(result)).toContain(LYING);
  expect(told(result)).toContain('medium reader-disagreement a frame that begins within another');
});

test('who reads a frame as a whole goes on behind it, not behind STOP', async () => {
  const hidden = bytes(global('os', 'system'), text(ECHO), TUPLE1, REDUCE, STOP);
  // The text behind the first STOP would swallow the second pickle, were it read from there.
  const stream = bytes(
    proto(4),
    frame(7),
    NONE,
    STOP,
    'X\x40\0\0\0',
    hidden,
    Buffer.alloc(0x40 - hidden.length, 'x'),
    STOP,
  );
  const result = await scanned(stream);
  expect(told(result)).toContain(OS_SYSTEM);
  expect(told(result)).toContain(LYING);
});

test('a frame no machine could hold is no frame', async () => {
  const result = await scanned(proto(4), '\x95\xff\xff\xff\xff\xff\xff\xff\xff', NONE, STOP);
  expect(gapsOf(result)).toEqual(['2-13: a frame longer than any memory']);
});
