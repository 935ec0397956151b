/** Writes a lock as a whole or not at all. */

import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { fileTrouble } from '../bounded-file.ts';
import { readYamlText } from '../config/yaml-document.ts';
import { UsageError } from '../errors.ts';
import { LARGEST_LOCK } from './read.ts';

/**
 * Puts a text in the place of a file, atomically: a kill or a full disk leaves the file as it was.
 *
 * @param before the text that was read from there, or null where there was no file: what was written there since is not lost
 * @throws UsageError where it cannot be written, or is another by now; ConfigError where it cannot be read any more
 */
export async function writeLock(file: string, text: string, before: string | null): Promise<void> {
  // Its text is ASCII: a character is a byte. One that could not be read again would be of no use.
  if (text.length > LARGEST_LOCK) {
    throw new UsageError(
      `${file} would be larger than ${LARGEST_LOCK / 1024 / 1024} MB`,
      'Leave out --files, or lock parts of the code apart, each with a --lock of its own.',
    );
  }
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (readYamlText(file, LARGEST_LOCK, '') !== before) {
      throw new UsageError(`${file} was changed by somebody else meanwhile`, 'Run the command again.');
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    if (error instanceof Error && 'code' in error) {
      throw new UsageError(
        `cannot write ${file}: ${fileTrouble(error)}`,
        'Name a file in a folder that can be written.',
      );
    }
    throw error;
  }
}
