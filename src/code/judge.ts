/** Which code is judged how: by the file's name, or by what its first line says. */

import { languageOfFile } from '../extract/readers.ts';
import { textAt } from '../extract/text.ts';
import type { CodeJudge, CodeJudgement, Evidence } from '../model.ts';
import type { Time } from './policy.ts';
import { judgePython } from './python.ts';
import { judgeDockerfile, judgePathConfiguration, judgeRequirements } from './setup.ts';
import { judgeShell, signsIn } from './shell.ts';

/** Commands of one notebook, in UTF-16 code units. */
const MOST_COMMANDS = 256 * 1024;

interface Kind {
  readonly name: RegExp;
  readonly judge: (
    text: string,
    called: ReadonlyMap<string, Time>,
  ) => CodeJudgement | null | Promise<CodeJudgement | null>;
}

const KINDS: readonly Kind[] = [
  // A Space is run, not imported.
  { name: /(?:^|\/)app\.py$/i, judge: (text, called) => judgePython(text, { main: true, called }) },
  { name: /\.pyw?$/i, judge: (text, called) => judgePython(text, { called }) },
  { name: /\.ipynb$/i, judge: judgeNotebook },
  { name: /(?:^|\/)[\w.-]*requirements[\w.-]*\.txt$/i, judge: judgeRequirements },
  { name: /(?:^|\/)(?:[\w.-]+\.)?dockerfile$/i, judge: judgeDockerfile },
  { name: /\.pth$/i, judge: judgePathConfiguration },
  { name: /\.(?:sh|bash|zsh|ksh|command)$/i, judge: judgeShell },
];

/** Judges code. @param called what the files of the repository call of one another, by name */
export function codeJudge(called: ReadonlyMap<string, Time> = new Map()): CodeJudge {
  return async (name, text) => {
    const kind = KINDS.find((each) => each.name.test(name));
    if (kind !== undefined) return kind.judge(text, called);
    const [, interpreter] = /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?)?([\w.-]+)/.exec(text.slice(0, 200)) ?? [];
    if (interpreter === undefined) return null;
    if (/^python/.test(interpreter)) return judgePython(text, { main: true, called });
    return /^(?:ba|z|da|k|a)?sh$/.test(interpreter) ? judgeShell(text) : null;
  };
}

/** A notebook runs when a person runs it: its cells are weighed as what is called, its commands as those of a set-up. */
async function judgeNotebook(text: string): Promise<CodeJudgement | null> {
  const reading = await languageOfFile('notebook.ipynb')?.read(textAt(text));
  if (reading === undefined) return null;
  const whole = { start: 0, end: Buffer.byteLength(text) };
  const evidence: Omit<Evidence, 'within'>[] = [];
  const gaps: CodeJudgement['gaps'][number][] = reading.problems.map(({ message }) => ({ ...whole, why: message }));
  let commands = 0;
  for (const { place, language, text: cell } of reading.passages) {
    if (place === 'shell' || language === 'sh') {
      commands += cell.content.length;
      if (commands > MOST_COMMANDS) {
        gaps.push({ ...whole, why: 'more commands than a notebook has' });
        break;
      }
      evidence.push(...signsIn(cell.content, true).map((each) => ({ ...each, offset: 0 })));
    } else if (place === 'call' && (language === 'python' || language === 'ipython')) {
      const judged = await judgePython(cell.content, { main: true, time: 'called' });
      evidence.push(...judged.evidence.map((each) => ({ ...each, offset: 0 })));
      // Magics are no Python, and cells are often left half written.
      gaps.push(...judged.gaps.map(({ why }) => ({ ...whole, why })));
    } else if (place === 'call') gaps.push({ ...whole, why: `cells in ${language ?? 'another language'}: not judged` });
  }
  return { language: 'notebook', evidence, gaps };
}
