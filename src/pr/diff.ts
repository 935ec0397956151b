/** What lines a change adds and keeps: git's comparison of two commits, read hunk by hunk. */

/** A run of lines in which two versions of a file are told side by side, three lines of context included. */
export interface Hunk {
  /** 1-based; the first line on each side. */
  readonly before: number;
  readonly after: number;
  /** A character for each line: `+` is added, `-` taken away, a space is on both sides. */
  readonly marks: string;
}

export interface ChangedFile {
  readonly path: string;
  /** The path before the change; null for a new file. */
  readonly before: string | null;
  readonly hunks: readonly Hunk[];
}

/**
 * Reads what `git diff-tree -z --raw -p` prints: the records come first, each ended by a NUL byte, then the parts of the patch in
 * the same order.
 *
 * @param output with a character for each byte
 */
export function readDiff(output: string): ChangedFile[] {
  const files: { readonly path: string; readonly before: string | null; readonly hunks: Hunk[] }[] = [];
  let at = 0;
  const field = (): string => {
    const end = output.indexOf('\0', at);
    const text = output.slice(at, end);
    at = end + 1;
    return text;
  };
  while (output[at] === ':') {
    const status = field().split(' ')[4] ?? '';
    const first = utf8(field());
    const path = status.startsWith('R') ? utf8(field()) : first;
    files.push({ path, before: status === 'A' ? null : first, hunks: [] });
  }
  let index = -1;
  const lines = output.slice(at).split('\n');
  for (let line = 0; line < lines.length; line += 1) {
    const text = lines[line] ?? '';
    if (text.replace(/^\0/, '').startsWith('diff --git ')) index += 1;
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (header === null) continue;
    let [before, after] = [Number(header[2] ?? 1), Number(header[4] ?? 1)];
    let marks = '';
    while (before + after > 0 && line + 1 < lines.length) {
      line += 1;
      const mark = lines[line]?.[0];
      if (mark === '\\') continue;
      marks += mark;
      if (mark !== '+') before -= 1;
      if (mark !== '-') after -= 1;
    }
    files[index]?.hunks.push({ before: Number(header[1]), after: Number(header[3]), marks });
  }
  return files;
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

/** The 1-based line before the change of a line after it; null where the change adds it. */
export function lineBefore({ before, hunks }: ChangedFile, line: number): number | null {
  if (before === null) return null;
  let shift = 0;
  for (const hunk of hunks) {
    if (line < hunk.after) break;
    let [old, now] = [hunk.before, hunk.after];
    // A side without lines is told by the line before it.
    if (!/[ -]/.test(hunk.marks)) old += 1;
    if (!/[ +]/.test(hunk.marks)) now += 1;
    for (const mark of hunk.marks) {
      if (mark !== '-') {
        if (now === line) return mark === '+' ? null : old;
        now += 1;
      }
      if (mark !== '+') old += 1;
    }
    shift = old - now;
  }
  return line + shift;
}

/** Whether lines (1-based, both included) are within one hunk: what a review can speak of. */
export function isShown({ hunks }: ChangedFile, first: number, last: number): boolean {
  return hunks.some(({ after, marks }) => {
    const length = marks.replaceAll('-', '').length;
    return first >= after && last < after + length;
  });
}
