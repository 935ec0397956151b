/** What a module of Python does, expression by expression: each deed with its name, its time and the code that says so. */

import { type Expr, type Fact, partsOf } from '../extract/facts.ts';
import type { ModuleIndex } from '../extract/program.ts';
import { type Deed, deedOf, deedOfPath, isInternal, KNOWN_PROGRAMS, RISKY_MODULES, type Time } from './policy.ts';
import type { Timing } from './times.ts';
import { IMPORTS, type Values, valuesOf } from './values.ts';

export interface Done {
  readonly deed: Deed;
  readonly time: Time;
  /** The qualified name, or what stands for it. */
  readonly subject: string;
  /** Offset into the module's text. */
  readonly at: number;
  /** As it is written, and what it comes to where that is hidden. */
  readonly details: readonly string[];
  /** Python that it runs, where that is known: judged as code of its own. */
  readonly runs?: string;
}

/** What counts where it is only named: it may be handed to whatever calls it. */
const NAMED: ReadonlySet<Deed> = new Set(['process', 'dynamic-code', 'hidden-code', 'socket', 'native-code']);

const LONGEST = 200;

export function deedsOf(index: ModuleIndex, timing: Timing): Done[] {
  const star = index.module.imports.filter(({ name }) => name === '*').map(({ module }) => module);
  const values = valuesOf(index, star);
  const content = index.module.text.content;
  const done: Done[] = [];
  for (const fact of index.module.facts) {
    const time = timing.timeOf(fact);
    const seen = (deed: Deed, subject: string, expr: Expr, more: readonly string[] = [], runs?: string) => {
      const written = content.slice(expr.span.start, expr.span.end).replace(/\s+/g, ' ');
      const details = [written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written, ...more];
      done.push({ deed, time, subject, at: expr.span.start, details, ...(runs === undefined ? {} : { runs }) });
    };
    look(fact, values, seen);
  }
  return done;
}

type Seen = (deed: Deed, subject: string, expr: Expr, more?: readonly string[], runs?: string) => void;

function look({ expr: root, scope }: Fact, values: Values, seen: Seen): void {
  const waiting: { readonly expr: Expr; readonly within: Expr | null }[] = [{ expr: root, within: null }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { expr, within } = next;
    if (expr.is === 'call') lookAtCall(expr, scope, values, seen);
    else if (expr.is === 'text') {
      const deed = deedOfPath(expr.text);
      if (deed !== null) seen(deed, expr.text.slice(0, LONGEST), expr);
    } else if (expr.is === 'name' || expr.is === 'member' || expr.is === 'item') {
      const callee = within?.is === 'call' && within.callee === expr;
      if (expr.is === 'member' && isInternal(expr.name)) seen('internals', expr.name, expr);
      else if (!callee) lookAtName(expr, within, scope, values, seen);
    }
    for (const part of partsOf(expr)) waiting.push({ expr: part, within: expr });
  }
}

function lookAtName(expr: Expr, within: Expr | null, scope: number, values: Values, seen: Seen): void {
  const name = values.nameOf(expr, scope);
  if (name === null) return;
  if (name === 'os.environ' && within?.is !== 'item' && within?.is !== 'compare' && within?.is !== 'member') {
    seen('environment', name, expr);
    return;
  }
  const deed = deedOf(name);
  if (deed === null) return;
  // `os.system.__name__` is seen at `os.system`.
  if (deed === 'internals' || NAMED.has(deed)) seen(deed, name, expr);
}

function lookAtCall(expr: Expr & { is: 'call' }, scope: number, values: Values, seen: Seen): void {
  const name = values.nameOf(expr.callee, scope);
  if (name === null) return;
  const [first, second] = expr.args.filter(({ name }) => name === null).map(({ value }) => value);
  const named = (key: string) => expr.args.find(({ name }) => name === key)?.value;
  if (name === 'open' || name === 'io.open' || name === 'codecs.open') {
    const given = second ?? named('mode');
    const mode = given === undefined ? 'r' : values.textOf(given, scope);
    if (mode === null || /[wax+]/.test(mode)) seen('file-write', name, expr);
    return;
  }
  if (IMPORTS.has(name)) {
    if (first === undefined || values.textOf(first, scope) !== null) return;
    const hidden = values.originOf(first, scope);
    seen(hidden === null ? 'dynamic-import' : 'hidden-code', name, expr);
    return;
  }
  if (name === 'getattr') {
    const of = first === undefined ? null : values.nameOf(first, scope);
    if (of === null || !RISKY_MODULES.has(of) || second === undefined || values.textOf(second, scope) !== null) return;
    seen('dynamic-code', `getattr(${of}, …)`, expr);
    return;
  }
  if (/^os\.environ\.(?:copy|items|values)$/.test(name)) {
    seen('environment', name, expr);
    return;
  }
  const picky: Readonly<Record<string, [key: string, value: boolean]>> = {
    'torch.load': ['weights_only', false],
    'numpy.load': ['allow_pickle', true],
  };
  const condition = Object.hasOwn(picky, name) ? picky[name] : undefined;
  if (condition !== undefined) {
    const given = named(condition[0]);
    if (given?.is === 'constant' && given.value === condition[1]) seen('unpickling', name, expr);
    return;
  }
  const deed = deedOf(name);
  if (deed === null) return;
  const texts = expr.args
    .flatMap(({ value }) => (value.is === 'list' ? value.of : [value]))
    .map((value) => ({ value, text: values.textOf(value, scope) }));
  // What is written in plain letters stands in the code already.
  const told = texts.flatMap(({ value, text }) =>
    text !== null && text !== '' && value.is !== 'text' ? [`that is ${JSON.stringify(text.slice(0, LONGEST))}`] : [],
  );
  if (/^(?:eval|exec|execfile|compile)$/.test(name)) {
    lookAtCode(name, expr, first ?? named('source'), scope, values, seen, told);
    return;
  }
  const command = texts.map(({ text }) => text ?? '').join(' ');
  if (deed === 'process' && /^[^|;&<>`$]*\bpip3?\s+install\b[^|;&<>`$]*$/.test(command))
    seen('install', name, expr, told);
  else if (deed === 'process' && first !== undefined && isKnownProgram(first, expr, scope, values))
    seen('known-program', name, expr, told);
  else if (deed === 'unpickling' && first !== undefined && values.originOf(first, scope) !== null)
    seen('hidden-code', name, expr, told);
  else seen(deed, name, expr, told);
}

/** A list that begins with a program that is known, and no shell (`shell=`, `executable=`) that reads it. */
function isKnownProgram(list: Expr, { args }: Expr & { is: 'call' }, scope: number, values: Values): boolean {
  const [program] = values.elementsOf(list, scope) ?? [];
  const plain = args.every(
    ({ name, value }) =>
      !/^(?:shell|executable|preexec_fn|\*\*)$/.test(name ?? '') || (value.is === 'constant' && value.value !== true),
  );
  return plain && program !== undefined && KNOWN_PROGRAMS.has(values.textOf(program, scope) ?? '');
}

/** Text that is run as code: judged itself where it is known. */
function lookAtCode(
  name: string,
  expr: Expr,
  code: Expr | undefined,
  scope: number,
  values: Values,
  seen: Seen,
  told: readonly string[],
): void {
  if (code === undefined) return;
  const text = values.textOf(code, scope);
  const origin = values.originOf(code, scope);
  if (origin !== null) seen('hidden-code', name, expr, told, text ?? undefined);
  else if (text !== null) seen('dynamic-code', name, expr, told, text);
  else if (isPlain(code)) seen('dynamic-code', name, expr, told, 'None');
  else seen('dynamic-code', name, expr, told);
}

/** `eval(f"self.layer{i}")`: a name that is put together calls nothing, whatever stands in its holes is a part of a name. */
function isPlain(code: Expr): boolean {
  if (code.is !== 'join') return false;
  const [first] = code.of;
  if (first?.is !== 'text' || !/^(?:self|cls|nn|F|torch)\.[A-Za-z_]/.test(first.text)) return false;
  return code.of.every((part) => (part.is === 'text' ? /^[\w.\s[\]=]*$/.test(part.text) : part.is === 'name'));
}
