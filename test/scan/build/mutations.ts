/** Broken copies of bytes, the same ones for the same seed. */

export type Random = (below: number) => number;

/** Numbers from 0 to `below` (exclusive): xorshift32, which is even enough and the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Numbers at which counting goes wrong. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** One to eight changes: bits, bytes, numbers, cuts, copies, and parts of another content. */
export function mutated(bytes: Uint8Array, other: Uint8Array, random: Random): Buffer {
  let out: Buffer = Buffer.from(bytes);
  for (let left = 1 + random(8); left > 0 && out.length > 0; left--) {
    const at = random(out.length);
    const length = 1 + random(Math.min(64, out.length - at));
    switch (random(8)) {
      case 0:
        out[at] = (out[at] ?? 0) ^ (1 << random(8));
        break;
      case 1:
        out[at] = random(256);
        break;
      case 2: {
        const edge = EDGES[random(EDGES.length)] ?? 0;
        const size = [1, 2, 4][random(3)] ?? 1;
        if (at + size <= out.length) out.writeUIntLE(edge % 256 ** size, at, size);
        break;
      }
      case 3:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]);
        break;
      case 4:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + length), out.subarray(at)]);
        break;
      case 5:
        out = Buffer.from(out.subarray(0, at));
        break;
      case 6: {
        const from = random(other.length);
        out = Buffer.concat([out.subarray(0, at), other.subarray(from, from + 1 + random(200)), out.subarray(at)]);
        break;
      }
      default:
        out.fill(random(256), at, at + length);
    }
  }
  return out;
}
