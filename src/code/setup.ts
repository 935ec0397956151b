/** What sets up the place in which code runs: requirements, Dockerfiles, path configurations of Python. */

import type { CodeJudgement, Evidence } from '../model.ts';
import { judgePython } from './python.ts';
import { isTooLong, signsIn } from './shell.ts';

const MOST = 200;

/** Requirements name packages; what is not from the package index is told, and what comes unencrypted held against them. */
export function judgeRequirements(text: string): CodeJudgement {
  const evidence: Omit<Evidence, 'within'>[] = [];
  let offset = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const at = offset;
    offset += Buffer.byteLength(line) + 1;
    const written = line.replace(/(?:^|\s)#.*$/, '').trim();
    const from = /(?:git|hg|svn|bzr)\+\S+|https?:\/\/\S+|(?:^|\s)(?:\.{0,2}\/)\S+/.exec(written)?.[0].trim();
    if (from === undefined || evidence.length >= MOST) continue;
    const open = /^(?:\w+\+)?http:|--trusted-host/.test(`${from} ${written}`) || /\bhttp:\/\//.test(written);
    evidence.push({
      kind: 'package-source',
      severity: open ? 'medium' : 'info',
      offset: at,
      subject: from.slice(0, 200),
      message: open
        ? 'It installs a package over a connection that anyone on the way can change.'
        : 'It installs a package from a place of its own.',
      details: [`line ${i + 1}: ${written.slice(0, 200)}`],
    });
  }
  return { language: 'requirements', evidence, gaps: [] };
}

/** A Dockerfile: the commands that build the image, and what it is built from. */
export function judgeDockerfile(text: string): CodeJudgement {
  const evidence: Omit<Evidence, 'within'>[] = [...signsIn(text, true)];
  for (const { 1: image = '', index } of text.matchAll(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)/gim)) {
    if (evidence.length >= MOST) break;
    evidence.push({
      kind: 'base-image',
      severity: 'info',
      offset: Buffer.byteLength(text.slice(0, index)),
      subject: image.slice(0, 200),
      message: 'The image is built on another one.',
      details: [],
    });
  }
  const gaps = isTooLong(text) ? [{ start: 0, end: Buffer.byteLength(text), why: 'commands beyond 256 KB' }] : [];
  return { language: 'Dockerfile', evidence, gaps };
}

/** A `.pth` in site-packages: Python runs each line that begins with `import` and a blank, whenever it starts (`site.addpackage`). */
export async function judgePathConfiguration(text: string): Promise<CodeJudgement | null> {
  const evidence: Omit<Evidence, 'within'>[] = [];
  const gaps: CodeJudgement['gaps'][number][] = [];
  let offset = 0;
  let runs = false;
  for (const [i, line] of text.split('\n').slice(0, 10_000).entries()) {
    const at = offset;
    offset += Buffer.byteLength(line) + 1;
    if (!/^import[ \t]/.test(line)) continue;
    runs = true;
    const judged = await judgePython(line);
    const told = `line ${i + 1}: ${line.trim().slice(0, 200)}`;
    const severity = 'medium';
    const message = 'Python runs this line whenever it starts, once the file lies among its packages.';
    evidence.push({ kind: 'path-configuration', severity, offset: at, subject: 'import', message, details: [told] });
    evidence.push(...judged.evidence.map((each) => ({ ...each, offset: at + each.offset })));
    gaps.push(...judged.gaps.map(({ start, end, why }) => ({ start: at + start, end: at + end, why })));
  }
  return runs ? { language: 'path configuration', evidence, gaps } : null;
}
