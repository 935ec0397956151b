/** All opcodes of protocols 0 to 5, by their byte. */

import { CALLS } from './calls.ts';
import { CONTAINERS } from './containers.ts';
import { type Handler, VALUES } from './values.ts';

const TABLE: Readonly<Record<number, Handler>> = { ...VALUES, ...CONTAINERS, ...CALLS };

/** What each byte does; undefined where it is no opcode. */
export const OPCODES: readonly (Handler | undefined)[] = Array.from({ length: 256 }, (_, code) => TABLE[code]);

/** Whether a byte is an opcode at all: what begins with none is no pickle. */
export function isOpcode(byte: number | undefined): boolean {
  return byte !== undefined && OPCODES[byte] !== undefined;
}
