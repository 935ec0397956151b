/** Which names of the Hub may become names of files: those that mean the same on every system, and stay inside their folder. */

/** Names that Windows keeps for devices, whatever follows the first point: learn.microsoft.com, "Naming Files, Paths, and Namespaces". */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

const LONGEST_SEGMENT = 255;
const LONGEST_PATH = 1_024;

/** Why a path with forward slashes is not written below a folder; null where it is. */
export function pathProblem(path: string): string | null {
  if (Buffer.byteLength(path) > LONGEST_PATH) return 'its name is too long';
  for (const segment of path.split('/')) {
    const problem = segmentProblem(segment);
    if (problem !== null) return problem;
  }
  return null;
}

function segmentProblem(segment: string): string | null {
  if (segment === '') return 'its name is absolute, or has an empty part';
  if (segment === '.' || segment === '..') return 'its name leads out of the folder';
  if (/[\\<>:"|?*]|\p{Cc}|\p{Cs}/u.test(segment)) return 'its name has characters that not every file system takes';
  if (/[ .]$/.test(segment)) return 'its name ends in a blank or a point, which Windows drops';
  if (RESERVED.test(segment)) return 'its name is one that Windows keeps for a device';
  return Buffer.byteLength(segment) > LONGEST_SEGMENT ? 'its name is too long' : null;
}
