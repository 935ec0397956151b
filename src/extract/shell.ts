/** Shell: words, quotes, variables, commands. A command is a call of its first word; an assignment is a binding. */

import { type Argument, type Expr, type Fact, flatReading, type Passage, type Reading } from './facts.ts';
import { sliceText, stripLines, type Text } from './text.ts';

/** Reads shell script, also as it stands in a recipe, a Dockerfile's RUN or a workflow's step. */
export function readShell(text: Text): Reading {
  const { facts, passages } = shellFacts(text, 0, text.content.length);
  return flatReading({ language: 'shell', text, place: 'shell', facts }, passages);
}

/** A line goes on after a backslash, after a lone back-tick in PowerShell, after a lone caret in a batch file. */
const CONTINUES = /^(?:[^\n]?\\|[ \t][`^])\r?\n/;

export interface ShellFacts {
  readonly facts: Fact[];
  readonly passages: Passage[];
}

/** The facts of the script between two offsets of a text. Linear: every character is read once, here-documents twice. */
export function shellFacts(text: Text, from: number, to: number): ShellFacts {
  const { content } = text;
  const facts: Fact[] = [];
  const passages: Passage[] = [];
  const heredocs: { tag: string; tabs: boolean; command: string }[] = [];
  let words: Expr[] = [];
  let at = from;

  const flush = (): void => {
    statement(words, facts);
    words = [];
  };

  while (at < to) {
    const char = content[at] ?? '';
    if (
      (char === '\\' || char === '`' || char === '^') &&
      CONTINUES.test(content.slice(Math.max(from, at - 1), at + 3))
    ) {
      at += content[at + 1] === '\r' ? 3 : 2;
    } else if (char === '\n') {
      at++;
      for (const heredoc of heredocs.splice(0)) at = hereDocument(heredoc, at);
      flush();
    } else if (/[ \t\r]/.test(char)) {
      at++;
    } else if (char === '#') {
      const end = lineEnd(at);
      passages.push({ place: 'comment', language: null, text: sliceText(text, at, end) });
      at = end;
    } else if (/[;&|(){}`]/.test(char)) {
      const isBrace = (char === '{' || char === '}') && /[^\s;]/.test(content[at + 1] ?? ' ');
      if (isBrace) at = word(at);
      else {
        at++;
        flush();
      }
    } else if (char === '<' || char === '>') {
      const heredoc = /<<(-?)[ \t]*(["']?)([A-Za-z_]\w*)\2/y;
      heredoc.lastIndex = at;
      const match = heredoc.exec(content);
      if (match?.[3] !== undefined)
        heredocs.push({
          tag: match[3],
          tabs: match[1] === '-',
          command: content.slice(content.lastIndexOf('\n', at) + 1, lineEnd(at)),
        });
      at += match?.[0].length ?? 1;
    } else at = word(at);
  }
  flush();
  return { facts, passages };

  function lineEnd(offset: number): number {
    const end = content.indexOf('\n', offset);
    return end < 0 || end > to ? to : end;
  }

  /** What follows `<<TAG`: a file of another language, most often; its name in the command says which. */
  function hereDocument({ tag, tabs, command }: (typeof heredocs)[number], start: number): number {
    let line = start;
    while (line < to) {
      const end = lineEnd(line);
      const written = content.slice(line, end);
      if ((tabs ? written.trimStart() : written).trimEnd() === tag) break;
      line = end + 1;
    }
    const end = Math.min(line, to);
    const language =
      /\.(ya?ml|json|toml|py|sh|js|ts|env|ini)\b/.exec(command)?.[1] ??
      (/\bpython3?\b/.test(command) ? 'python' : /\b(?:ba)?sh\b/.test(command) ? 'sh' : null);
    passages.push({ place: 'shell', language, text: sliceText(text, start, end) });
    return Math.min(lineEnd(end) + 1, to);
  }

  /** Reads one word from `start`; returns where it ends. */
  function word(start: number): number {
    const parts: Expr[] = [];
    let position = start;
    let literal = start;
    let quote = '';
    const piece = (end: number): void => {
      if (end > literal) parts.push({ is: 'text', text: content.slice(literal, end), span: { start: literal, end } });
    };
    while (position < to) {
      const char = content[position] ?? '';
      if (quote === '' && /[\s;&|<>()]/.test(char)) break;
      if (char === '\\' && quote !== "'") {
        if (content[position + 1] === '\n') break;
        position = Math.min(to, position + 2);
      } else if (char === quote || (quote === '' && (char === '"' || char === "'"))) {
        piece(position);
        quote = quote === '' ? char : '';
        literal = ++position;
      } else if (char === '`' && quote !== "'") {
        // A quoted back-tick is a command inside; its words are read as part of this one.
        piece(position);
        literal = ++position;
      } else if (char === '$' && quote !== "'") {
        piece(position);
        const [expr, end] = variable(position);
        parts.push(expr);
        position = Math.max(end, position + 1);
        literal = position;
      } else position++;
    }
    piece(Math.min(position, to));
    const end = Math.max(position, start + 1);
    const [only] = parts;
    const span = { start, end };
    if (parts.length === 1 && only !== undefined) words.push(only);
    else if (parts.length > 1) words.push({ is: 'join', of: parts, span });
    else words.push({ is: 'text', text: '', span });
    return end;
  }

  /** `$NAME`, `${NAME}`, `${NAME:-default}`, `$(command)`, `$(NAME)` of make, `${{ expression }}` of a workflow. */
  function variable(start: number): [Expr, number] {
    const plain = /\$(\w+)/y;
    plain.lastIndex = start;
    const name = plain.exec(content);
    if (name?.[1] !== undefined)
      return [{ is: 'name', name: name[1], span: { start, end: start + name[0].length } }, start + name[0].length];
    const braced = /\$\{(\w+)(?:(:?[-=?+])([^{}$`\n]*))?\}/y;
    braced.lastIndex = start;
    const match = braced.exec(content);
    if (match?.[1] !== undefined) {
      const end = start + match[0].length;
      const value: Expr = { is: 'name', name: match[1], span: { start, end } };
      if (match[3] === undefined || match[3] === '' || match[2]?.endsWith('?') === true) return [value, end];
      const written = end - 1 - match[3].length;
      const text = content.slice(written, end - 1).replace(/^["']|["']$/g, '');
      const at = content.indexOf(text, written);
      return [
        {
          is: 'either',
          of: [value, { is: 'text', text, span: { start: at, end: at + text.length } }],
          span: { start, end },
        },
        end,
      ];
    }
    const other = /\$\{\{[^}\n]*\}\}|\$\([\w.]+\)|\$\{[^}\n]*\}/y;
    other.lastIndex = start;
    const expression = other.exec(content)?.[0] ?? '$';
    const inner =
      /^\$\(([\w.]+)\)$/.exec(expression)?.[1] ??
      /^\$\{\{\s*(?:env|vars|inputs|matrix)\.([\w-]+)/.exec(expression)?.[1];
    const span = { start, end: start + expression.length };
    return [inner === undefined ? { is: 'other', of: [], span } : { is: 'name', name: inner, span }, span.end];
  }
}

const ASSIGNMENT = /^([A-Za-z_]\w*)\+?=/;
const DECLARES = new Set(['export', 'declare', 'local', 'readonly', 'set', 'setx', 'env', 'typeset']);
const PREFIXES = new Set([
  'sudo',
  'env',
  'exec',
  'time',
  'nohup',
  'then',
  'do',
  'else',
  'if',
  'while',
  '!',
  'command',
  'xargs',
  'run',
  'uv',
  'poetry',
  'pipenv',
  'pdm',
  'hatch',
  '&&',
  '$',
  '%',
  '>',
  '@',
  '-',
]);

/** One command's words as facts: assignments bind, the rest is a call. */
function statement(words: readonly Expr[], facts: Fact[]): void {
  let rest = [...words];
  const [first] = rest;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return;
  const span = { start: first.span.start, end: last.span.end };
  const add = (how: Fact['how'], name: string | null, expr: Expr): void => {
    facts.push({ how, scope: 0, name, expr, span });
  };
  if (
    first.is === 'text' &&
    first.text === 'for' &&
    rest[1]?.is === 'text' &&
    rest[2]?.is === 'text' &&
    rest[2].text === 'in'
  ) {
    add('each', rest[1].text, { is: 'list', of: rest.slice(3), span });
    return;
  }
  while (rest[0] !== undefined) {
    const [word] = rest;
    const assigned = assignment(word);
    if (assigned !== null) add('bind', assigned.name, assigned.value);
    else if (!(word.is === 'text' && (DECLARES.has(word.text) || PREFIXES.has(word.text)))) break;
    rest = rest.slice(1);
  }
  const [command, ...given] = rest;
  if (command === undefined) return;
  const callee: Expr =
    command.is === 'text' ? { is: 'name', name: command.text.replace(/^.*\//, ''), span: command.span } : command;
  const args: Argument[] = given.map((value) => ({ name: null, value }));
  add('bare', null, {
    is: 'call',
    callee,
    args: command.is === 'text' && command.text.includes('/') ? [{ name: null, value: command }, ...args] : args,
    span,
  });
}

/** `NAME=value`, whose value may be of several parts. */
function assignment(word: Expr): { name: string; value: Expr } | null {
  const head = word.is === 'join' ? word.of[0] : word;
  if (head?.is !== 'text') return null;
  const match = ASSIGNMENT.exec(head.text);
  if (match?.[1] === undefined) return null;
  const skipped = match[0].length;
  const value: Expr = {
    is: 'text',
    text: head.text.slice(skipped),
    span: { start: head.span.start + skipped, end: head.span.end },
  };
  if (word.is !== 'join') return { name: match[1], value };
  const parts = [...(value.text === '' ? [] : [value]), ...word.of.slice(1)];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return { name: match[1], value: only };
  return { name: match[1], value: { is: 'join', of: parts, span: word.span } };
}

/** A terminal session: what follows a prompt is shell, the rest is what it printed. */
export function readSession(text: Text): Reading {
  const prompts = /^[ \t]*(?:\$|%|>|#|[\w.@~:/-]+[$#]|\(\w+\)\s*\$|PS [^>\n]*>)[ \t]+\S/m;
  return prompts.test(text.content)
    ? readShell(stripLines(text, /^[ \t]*(?:\(\w+\)[ \t]*)?(?:\$|%|>|[\w.@~:/-]+[$#]|PS [^>\n]*>)[ \t]+/))
    : readShell(text);
}

/** A list of requirements: each line is what `pip install` is given. */
export function readRequirements(text: Text): Reading {
  const facts: Fact[] = [];
  const passages: Passage[] = [];
  for (const line of text.content.matchAll(/^[ \t]*(?:-e[ \t]+)?([^\s#-].*?)(?=[ \t]*(?:$|[ \t]#|;))|^[ \t]*#.*$/gm)) {
    const [whole, requirement] = line;
    const end = line.index + whole.length;
    if (requirement === undefined) {
      passages.push({ place: 'comment', language: null, text: sliceText(text, line.index, end) });
      continue;
    }
    const span = { start: end - requirement.length, end };
    const words: Expr[] = [
      { is: 'text', text: 'install', span: { start: span.start, end: span.start } },
      { is: 'text', text: requirement, span },
    ];
    const expr: Expr = {
      is: 'call',
      callee: { is: 'name', name: 'pip', span: { start: span.start, end: span.start } },
      args: words.map((value) => ({ name: null, value })),
      span,
    };
    facts.push({ how: 'bare', scope: 0, name: null, expr, span });
  }
  return flatReading({ language: 'shell', text, place: 'config', facts }, passages);
}
