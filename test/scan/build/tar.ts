/** Tars assembled block by block. */

export interface TarMember {
  readonly name: string;
  readonly data?: Uint8Array;
  /** The type flag: `0` a file, `1` a hard link, `2` a link, `5` a folder, `x` and `g` pax records, `L` and `K` long names. */
  readonly type?: string;
  readonly link?: string;
  /** What the header says of the size, in bytes. */
  readonly size?: number;
  /** Of the old form, without a magic. */
  readonly old?: boolean;
}

/** @param behind bytes behind the two blocks of zeros */
export function tar(members: readonly TarMember[], behind: Uint8Array = Buffer.alloc(0)): Buffer {
  const parts = members.map(
    ({ name, data = Buffer.alloc(0), type = '0', link = '', size = data.length, old = false }) => {
      const header = Buffer.alloc(512);
      header.write(name, 0, 100);
      header.write('0000644\x000000000\x000000000\0', 100, 'latin1');
      header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
      header.write('00000000000\0        ', 136, 'latin1');
      header.write(type, 156, 'latin1');
      header.write(link, 157, 100);
      if (!old) header.write('ustar\x0000', 257, 'latin1');
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
      return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
    },
  );
  return Buffer.concat([...parts, Buffer.alloc(1024), behind]);
}

/** One record of pax: its length, counted with itself, key and value. */
export function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  const own = Buffer.byteLength(rest);
  let length = own + 1;
  while (String(length).length + own !== length) length += 1;
  return Buffer.from(`${length}${rest}`);
}
