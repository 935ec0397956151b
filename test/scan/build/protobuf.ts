/** Messages of protocol buffers, put together field by field. */

/** A number under a field's number, texts, bytes, or messages; several values stand one behind the other. */
export interface Fields {
  readonly [number: number]: Content | readonly Content[];
}
type Content = number | string | Uint8Array | Fields;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push((left % 128) | 0x80);
  }
}

export function message(fields: Fields): Buffer {
  return Buffer.concat(
    Object.entries(fields).flatMap(([number, content]) =>
      (Array.isArray(content) ? (content as readonly Content[]) : [content as Content]).map((each) =>
        field(Number(number), each),
      ),
    ),
  );
}

function field(number: number, content: Content): Buffer {
  if (typeof content === 'number') return Buffer.concat([varint(number * 8), varint(content)]);
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : content instanceof Uint8Array
        ? content
        : message(content as Fields);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}
