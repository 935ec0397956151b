/** The LZMA decoder (after the public specification by Igor Pavlov): a range decoder over a dictionary, fed in pieces. */

/** Larger dictionaries are refused: no preset of xz makes one of more than 64 MB. */
export const LARGEST_DICTIONARY = 128 * 1024 * 1024;

/** No symbol takes more packed bytes than this. */
export const MOST_PER_SYMBOL = 32;
/** What a stream says of its own coding, in one byte. */
export interface LzmaProperties {
  readonly literalContext: number;
  readonly literalPosition: number;
  readonly position: number;
}

/** Reads the byte `(pb * 5 + lp) * 9 + lc`, or null where it cannot be one. */
export function lzmaProperties(byte: number): LzmaProperties | null {
  if (byte >= 225) return null;
  const rest = Math.floor(byte / 9);
  return { literalContext: byte % 9, literalPosition: rest % 5, position: Math.floor(rest / 5) };
}

export interface LzmaDecoder {
  /** Forgets what was unpacked. */
  resetDictionary(): void;
  /** Forgets the probabilities, and takes new properties where they are given. */
  resetState(properties?: LzmaProperties): void;
  /** Begins to read a run of packed bytes, of which these are the first five. False where they cannot be. */
  begin(head: Uint8Array): boolean;
  /**
   * Unpacks until `most` more bytes are there (a few more, where the last symbol gives them), the packed bytes get so few that
   * one symbol might need more, or the stream ends.
   *
   * @param all true where no packed bytes come behind these
   * @returns how many of the packed bytes were used
   */
  run(packed: Uint8Array, most: number, all: boolean): number;
  /** Takes bytes as they are. */
  copy(bytes: Uint8Array): void;
  /** What was unpacked since the last call. */
  drain(): Uint8Array;
  /** How many bytes wait to be drained. */
  waiting(): number;
  /** How many bytes were unpacked since the dictionary was forgotten. */
  total(): number;
  /** Why no more can be unpacked: `end` at the stream's own mark of its end. */
  over(): 'end' | 'broken' | null;
}

const [MATCH, REP, REP0, REP1, REP2, REP0_LONG] = [0, 192, 204, 216, 228, 240];
const [SLOT, DISTANCE, ALIGN, LENGTH, REP_LENGTH, LITERAL] = [432, 688, 803, 819, 1333, 1847];
const [MID, HIGH, CHOICE, CHOICE2] = [128, 256, 512, 513];

/** @param dictionarySize as the stream says, at most `LARGEST_DICTIONARY` */
export function createLzmaDecoder(dictionarySize: number): LzmaDecoder {
  const size = Math.max(4096, dictionarySize);
  const dictionary = new Uint8Array(size);
  let at = 0;
  let filled = 0;
  let drained = 0;
  let total = 0;
  let pieces: Uint8Array[] = [];
  let kept = 0;

  let own: LzmaProperties = { literalContext: 3, literalPosition: 0, position: 2 };
  let odds = new Uint16Array(0);
  let range = 0xffffffff;
  let code = 0;
  let input: Uint8Array = new Uint8Array(0);
  let from = 0;
  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  let over: 'end' | 'broken' | null = null;

  function bit(index: number): 0 | 1 {
    const odd = odds[index] as number;
    const bound = (range >>> 11) * odd;
    let value: 0 | 1;
    if (code < bound) {
      range = bound;
      odds[index] = odd + ((2048 - odd) >> 5);
      value = 0;
    } else {
      range -= bound;
      code -= bound;
      odds[index] = odd - (odd >> 5);
      value = 1;
    }
    if (range < 0x1000000) normalize();
    return value;
  }

  function normalize(): void {
    range = (range << 8) >>> 0;
    code = ((code << 8) | (input[from++] ?? 0)) >>> 0;
  }

  function direct(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      range >>>= 1;
      const one = code >= range;
      if (one) code -= range;
      value = value * 2 + (one ? 1 : 0);
      if (range < 0x1000000) normalize();
    }
    return value;
  }

  function tree(base: number, bits: number): number {
    let node = 1;
    for (let left = bits; left > 0; left--) node = node * 2 + bit(base + node);
    return node - 2 ** bits;
  }

  function reverseTree(base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let index = 0; index < bits; index++) {
      const one = bit(base + node);
      node = node * 2 + one;
      value |= one << index;
    }
    return value;
  }

  function put(byte: number): void {
    dictionary[at++] = byte;
    total += 1;
    if (at === size) flush();
  }

  /** Takes what is undrained out of the ring. */
  function flush(): void {
    if (at > drained) {
      pieces.push(dictionary.slice(drained, at));
      kept += at - drained;
    }
    if (at === size) at = 0;
    drained = at;
  }

  function back(distance: number): number {
    const index = at - distance - 1;
    return dictionary[index < 0 ? index + size : index] as number;
  }

  function literal(): void {
    const previous = filled === 0 ? 0 : back(0);
    const { literalContext, literalPosition } = own;
    const context = ((total & ((1 << literalPosition) - 1)) << literalContext) + (previous >> (8 - literalContext));
    const base = LITERAL + 0x300 * context;
    let symbol = 1;
    if (state >= 7) {
      let match = back(rep0);
      for (; symbol < 0x100; ) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const one = bit(base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | one;
        if (matchBit !== one) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | bit(base + symbol);
    put(symbol & 0xff);
    filled = Math.min(size, filled + 1);
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  function length(base: number, positionState: number): number {
    if (bit(base + CHOICE) === 0) return tree(base + (positionState << 3), 3);
    if (bit(base + CHOICE2) === 0) return 8 + tree(base + MID + (positionState << 3), 3);
    return 16 + tree(base + HIGH, 8);
  }

  function distance(lengthCode: number): number {
    const slot = tree(SLOT + (Math.min(lengthCode, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return high + reverseTree(DISTANCE + high - slot, bits);
    return high + direct(bits - 4) * 16 + reverseTree(ALIGN, 4);
  }

  /** Reads one symbol. */
  function step(): void {
    const positionState = total & ((1 << own.position) - 1);
    if (bit(MATCH + (state << 4) + positionState) === 0) {
      literal();
      return;
    }
    let count: number;
    if (bit(REP + state) === 0) {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      count = length(LENGTH, positionState);
      rep0 = distance(count);
      state = state < 7 ? 7 : 10;
      if (rep0 === 0xffffffff) {
        over = 'end';
        return;
      }
    } else {
      if (bit(REP0 + state) === 0) {
        if (bit(REP0_LONG + (state << 4) + positionState) === 0) {
          state = state < 7 ? 9 : 11;
          if (filled === 0 || rep0 >= filled) over = 'broken';
          else repeat(1);
          return;
        }
      } else {
        let chosen: number;
        if (bit(REP1 + state) === 0) chosen = rep1;
        else {
          if (bit(REP2 + state) === 0) chosen = rep2;
          else {
            chosen = rep3;
            rep3 = rep2;
          }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = chosen;
      }
      count = length(REP_LENGTH, positionState);
      state = state < 7 ? 8 : 11;
    }
    if (rep0 >= filled) over = 'broken';
    else repeat(count + 2);
  }

  function repeat(count: number): void {
    for (let left = count; left > 0; left--) put(back(rep0));
    filled = Math.min(size, filled + count);
  }

  return {
    resetDictionary() {
      filled = 0;
      total = 0;
    },
    resetState(properties) {
      if (properties !== undefined) own = properties;
      odds = new Uint16Array(LITERAL + (0x300 << (own.literalContext + own.literalPosition))).fill(1024);
      state = 0;
      [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
    },
    begin(head) {
      range = 0xffffffff;
      code = (((head[1] ?? 0) << 24) | ((head[2] ?? 0) << 16) | ((head[3] ?? 0) << 8) | (head[4] ?? 0)) >>> 0;
      return head.length >= 5 && head[0] === 0;
    },
    run(packed, most, all) {
      input = packed;
      from = 0;
      const target = total + most;
      const enough = all ? packed.length : packed.length - MOST_PER_SYMBOL;
      // Behind the end zeros are read, so an end that is cut off is found when too many were.
      while (over === null && total < target && (all ? from <= packed.length : from <= enough)) {
        step();
      }
      if (from > packed.length) over = 'broken';
      return Math.min(from, packed.length);
    },
    copy(bytes) {
      for (const byte of bytes) put(byte);
      filled = Math.min(size, filled + bytes.length);
    },
    drain() {
      flush();
      const [first] = pieces;
      const drainedBytes = pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
      pieces = [];
      kept = 0;
      return drainedBytes;
    },
    waiting: () => kept + at - drained,
    total: () => total,
    over: () => over,
  };
}
