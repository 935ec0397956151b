/** Python that somebody else wrote: read by the extractor's front end, never run, and told by what it does and when. */

import type { Module, Reading } from '../extract/facts.ts';
import { indexModule } from '../extract/program.ts';
import { languageOfFile } from '../extract/readers.ts';
import { grammarErrors } from '../extract/syntax.ts';
import { textAt } from '../extract/text.ts';
import type { CodeJudgement, Evidence, Gap, Severity } from '../model.ts';
import { type Done, deedsOf } from './deeds.ts';
import { DEEDS, type Time, WHEN } from './policy.ts';
import { earlier, timingOf } from './times.ts';

export interface PythonOptions {
  /** True where the file is run and not imported. */
  readonly main?: boolean;
  /** What other files call of this one, by name. */
  readonly called?: ReadonlyMap<string, Time>;
  /** The time by which everything in it is weighed: of what no load runs, `called`. */
  readonly time?: Time;
}

/** In UTF-16 code units: nobody writes as much by hand. */
const LONGEST = 4 * 1024 * 1024;
/** Code within code, and so many pieces of it in one file. */
const DEPTH = 4;
const MOST_PIECES = 100;
/** Of one deed by one name at one time, so many are told. */
const ALIKE = 3;
const MOST = 500;

/** Encodings in which the letters of Python are what they are in UTF-8. */
const ENCODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const PLAIN = /^(?:utf-?8(?:-sig)?|u8|ascii|us-ascii|latin-?1|iso-?8859-\d+|cp125\d|windows-125\d)$/i;

export async function judgePython(text: string, options: PythonOptions = {}): Promise<CodeJudgement> {
  const whole = { start: 0, end: Buffer.byteLength(text) };
  if (text.length > LONGEST) return judged([], [{ ...whole, why: 'Python of this length is not read' }]);
  const gaps: Omit<Gap, 'within'>[] = [];
  const evidence: Omit<Evidence, 'within'>[] = [];
  const encoding = declared(text);
  if (encoding !== null && !PLAIN.test(encoding)) {
    evidence.push({
      kind: 'hidden-code',
      severity: 'medium',
      offset: 0,
      subject: encoding,
      message: 'The file declares an encoding in which Python reads other letters than people see.',
      details: [],
    });
    gaps.push({ ...whole, why: `its encoding is ${encoding}` });
  }
  const { done, unread } = await doneBy(text, options, 0, { left: MOST_PIECES });
  gaps.push(...[...new Set(unread)].map((why) => ({ ...whole, why })));
  const alike = new Map<string, number>();
  for (const each of done) {
    const key = `${each.deed} ${each.time} ${each.subject}`;
    const before = alike.get(key) ?? 0;
    alike.set(key, before + 1);
    if (before < ALIKE && evidence.length < MOST)
      evidence.push(evidenceOf(options.time === undefined ? each : { ...each, time: options.time }, text));
  }
  return judged(evidence, gaps);
}

/** The names that a file calls, with the earliest time at which it does: what it makes the files run that it imports. */
export async function callsOf(text: string, options: PythonOptions = {}): Promise<ReadonlyMap<string, Time>> {
  const calls = new Map<string, Time>();
  if (text.length > LONGEST) return calls;
  const { modules } = await read(text);
  for (const module of modules) {
    const index = indexModule(module, '');
    const timing = timingOf(index, { main: options.main ?? false, called: options.called ?? new Map() });
    for (const [name, time] of timing.calls) if (earlier(time, calls.get(name) ?? 'called')) calls.set(name, time);
  }
  return calls;
}

/** The modules that a file imports, relative ones with their dots, each once. */
export async function importsOf(
  text: string,
): Promise<readonly { readonly module: string; readonly name: string | null }[]> {
  if (text.length > LONGEST) return [];
  const { modules } = await read(text);
  return modules.flatMap(({ imports }) => imports.map(({ module, name }) => ({ module, name })));
}

async function read(text: string): Promise<Reading> {
  const python = languageOfFile('module.py');
  // Python compares names after this normalisation (PEP 3131): `ｅｖａｌ` is `eval`.
  return python === null
    ? { modules: [], passages: [], problems: [] }
    : python.read(textAt(/[^\0-\x7f]/.test(text) ? text.normalize('NFKC') : text));
}

async function doneBy(
  text: string,
  { main = false, called = new Map() }: PythonOptions,
  depth: number,
  pieces: { left: number },
): Promise<{ readonly done: readonly Done[]; readonly unread: readonly string[] }> {
  const { modules, problems } = await read(text);
  const errors = await grammarErrors('python', text);
  const unread = problems.map(({ message }) => message);
  if (errors > 0) unread.push(`${errors === 1 ? 'one place is' : `${errors} places are`} no Python that could be read`);
  const done: Done[] = [];
  for (const module of modules) done.push(...(await doneIn(module, { main, called }, depth, pieces, unread)));
  return { done, unread };
}

/** What a module does, and the code that it holds as text. */
async function doneIn(
  module: Module,
  { main, called }: Required<Pick<PythonOptions, 'main' | 'called'>>,
  depth: number,
  pieces: { left: number },
  unread: string[],
): Promise<Done[]> {
  const index = indexModule(module, '');
  const found: Done[] = [];
  for (const each of deedsOf(index, timingOf(index, { main, called }))) {
    found.push(each);
    if (each.runs === undefined) continue;
    pieces.left -= 1;
    if (depth >= DEPTH || pieces.left < 0) {
      unread.push(
        depth >= DEPTH
          ? `code within code, more than ${DEPTH} deep`
          : `more than ${MOST_PIECES} pieces of code in texts`,
      );
      continue;
    }
    const inner = await doneBy(each.runs, { main: true, called }, depth + 1, pieces);
    unread.push(...inner.unread);
    for (const within of inner.done) {
      const time = earlier(each.time, within.time) ? each.time : within.time;
      found.push({ ...within, time, at: each.at, details: [...within.details, ...each.details] });
    }
  }
  return found;
}

function evidenceOf({ deed, time, subject, at, details, runs }: Done, text: string): Omit<Evidence, 'within'> {
  const { does, ...weights } = DEEDS[deed];
  // What it runs is known, and judged by itself.
  const severity: Severity = deed === 'dynamic-code' && runs !== undefined ? 'info' : weights[time];
  const [written = '', ...more] = details;
  const line = 1 + (text.slice(0, at).match(/\n/g)?.length ?? 0);
  return {
    kind: deed,
    severity,
    offset: Buffer.byteLength(text.slice(0, at)),
    subject,
    message: `It ${does}, ${WHEN[time]}.`,
    details: [`line ${line}: ${written}`, ...more],
  };
}

function judged(evidence: CodeJudgement['evidence'], gaps: CodeJudgement['gaps']): CodeJudgement {
  return { language: 'Python', evidence, gaps };
}

/** The encoding that one of the first two lines declares (PEP 263). */
function declared(text: string): string | null {
  for (const line of text.slice(0, 2000).split('\n', 2)) {
    const encoding = ENCODING.exec(line)?.[1];
    if (encoding !== undefined) return encoding;
  }
  return null;
}
