/** The harmless gadget of all container tests, byte by byte: never written by a pickler, never loaded. */

/** Calls `os.system('echo')`, in protocol 2. */
export const EVIL: Buffer = Buffer.from('\x80\x02cos\nsystem\nX\x04\0\0\0echo\x85R.', 'latin1');

/** The same in protocol 0: text through and through. */
export const EVIL_TEXT: Buffer = Buffer.from("cos\nsystem\n(S'echo'\ntR.", 'latin1');

/** A pickle of an empty dictionary. */
export const HARMLESS: Buffer = Buffer.from('\x80\x02}.', 'latin1');

/** How the evidence of `EVIL` begins, wherever it is found. */
export const FOUND = { severity: 'critical', subject: 'os.system' } as const;
