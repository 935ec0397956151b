/** Reads the wire format of Protocol Buffers, field by field and within the bytes it is given: what the fields mean, the caller knows. */

/** One field as it stands on the wire. */
export interface Field {
  readonly number: number;
  /** Of the field's tag, in the bytes that are read. */
  readonly at: number;
  /** Behind the field, exclusive. */
  readonly end: number;
  readonly value: Value;
}

export type Value =
  /** Above 2^53 it is not exact, but larger than any size there is. */
  | { readonly is: 'varint'; readonly value: number }
  /** Of four or eight bytes. */
  | { readonly is: 'fixed'; readonly bytes: Uint8Array }
  /** A text, bytes, a message of its own, or packed numbers: a view, nothing is copied. */
  | { readonly is: 'bytes'; readonly bytes: Uint8Array; readonly start: number };

/** What a message holds. */
export interface Message {
  readonly fields: readonly Field[];
  /** Where the bytes are no message any more, with the reason; null where they are one to their end. */
  readonly broken: { readonly at: number; readonly why: string } | null;
}

/** Fields of one message that are kept; more are a reason to call it broken. */
const MOST_FIELDS = 1_000_000;

/**
 * Reads one message. Never throws: what stands in front of a broken place is kept, and the place is told.
 *
 * @param most fields to keep
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function readMessage(bytes: Uint8Array, most = MOST_FIELDS): Message {
  const fields: Field[] = [];
  const broken = (at: number, why: string): Message => ({ fields, broken: { at, why } });
  for (let at = 0; at < bytes.length; ) {
    if (fields.length >= most) return broken(at, `more than ${most} fields`);
    const tag = varint(bytes, at);
    if (tag === null) return broken(at, 'a tag that does not end');
    const [number, wire] = [Math.floor(tag.value / 8), tag.value % 8];
    if (number === 0 || number >= 2 ** 29) return broken(at, 'a field of a number that there is not');
    const read = valueAt(bytes, tag.end, wire);
    if (typeof read === 'string') return broken(at, read);
    fields.push({ number, at, end: read.end, value: read.value });
    at = read.end;
  }
  return { fields, broken: null };
}

function valueAt(bytes: Uint8Array, at: number, wire: number): { value: Value; end: number } | string {
  switch (wire) {
    case 0: {
      const number = varint(bytes, at);
      return number === null
        ? 'a number that does not end'
        : { value: { is: 'varint', value: number.value }, end: number.end };
    }
    case 1:
    case 5: {
      const end = at + (wire === 1 ? 8 : 4);
      return end > bytes.length
        ? 'a number that is cut off'
        : { value: { is: 'fixed', bytes: bytes.subarray(at, end) }, end };
    }
    case 2: {
      const length = varint(bytes, at);
      if (length === null) return 'a length that does not end';
      const end = length.end + length.value;
      return end > bytes.length
        ? 'a length that leads out of the message'
        : { value: { is: 'bytes', bytes: bytes.subarray(length.end, end), start: length.end }, end };
    }
    default:
      return `a value of wire type ${wire}, which nothing writes today`;
  }
}

/** A number of up to ten bytes, the lowest first; null where it does not end. */
function varint(bytes: Uint8Array, at: number): { value: number; end: number } | null {
  let value = 0;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return null;
}

/** The values of the fields of one number that are texts, bytes or messages, in order. */
export function bytesOf(message: Message, number: number): readonly Uint8Array[] {
  return message.fields.flatMap((field) =>
    field.number === number && field.value.is === 'bytes' ? [field.value.bytes] : [],
  );
}

/** The last number under a field's number, as readers take it; undefined where there is none. */
export function numberOf(message: Message, number: number): number | undefined {
  const last = message.fields.findLast((field) => field.number === number && field.value.is === 'varint');
  return last?.value.is === 'varint' ? last.value.value : undefined;
}
