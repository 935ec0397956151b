/** A file's bytes, with enough of them at the front to tell what it is. */

/** In bytes. */
const HEAD = 4096;

/**
 * The first bytes, and all of them; the mark of the byte order, which editors put before UTF-8, is in neither.
 *
 * @returns a head of 4 kB, or the whole where that is less
 */
export async function withHead(pieces: AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const iterator = pieces[Symbol.asyncIterator]();
  const early: Buffer[] = [];
  let size = 0;
  while (size < HEAD) {
    const next = await iterator.next();
    if (next.done === true) break;
    early.push(next.value);
    size += next.value.length;
  }
  const joined = Buffer.concat(early);
  const start = joined.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? joined.subarray(3) : joined;
  async function* all(): AsyncGenerator<Buffer> {
    yield start;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return [start.subarray(0, HEAD), all()];
}
