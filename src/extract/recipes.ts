/** Files of instructions whose bodies are shell: Dockerfiles, Makefiles. */

import { type Expr, type Fact, flatReading, type Passage, type Reading } from './facts.ts';
import { type ShellFacts, shellFacts } from './shell.ts';
import { sliceText, type Text } from './text.ts';

const INSTRUCTION = /^[ \t]*([A-Za-z]+)[ \t]+/;

/** Whether the line that ends at a position is continued: by its last mark, or, within a continued one, as a comment. */
function goesOn(content: string, at: number, end: number): boolean {
  const begin = content.lastIndexOf('\n', end - 2) + 1;
  const line = content.slice(begin, end).trimEnd();
  return line.endsWith('\\') || (begin > at && line.trimStart().startsWith('#'));
}

/** A Dockerfile: ARG and ENV bind, RUN, CMD and ENTRYPOINT are shell or a list of words. */
export function readDockerfile(text: Text): Reading {
  const { content } = text;
  const facts: Fact[] = [];
  const passages: Passage[] = [];
  for (let at = 0; at < content.length; ) {
    let end = at;
    do {
      const newline = content.indexOf('\n', end);
      end = newline < 0 ? content.length : newline + 1;
    } while (end < content.length && goesOn(content, at, end));
    const line = content.slice(at, end);
    const instruction = INSTRUCTION.exec(line);
    const keyword = instruction?.[1]?.toUpperCase() ?? '';
    const start = at + (instruction?.[0].length ?? 0);
    if (/^\s*#/.test(line)) passages.push({ place: 'comment', language: null, text: sliceText(text, at, end) });
    else if (
      keyword === 'RUN' ||
      keyword === 'CMD' ||
      keyword === 'ENTRYPOINT' ||
      keyword === 'SHELL' ||
      keyword === 'HEALTHCHECK'
    ) {
      const heredoc = /<<-?\s*["']?([A-Za-z_]\w*)/.exec(line);
      if (heredoc !== null) {
        const close = content.indexOf(`\n${heredoc[1]}`, end);
        end =
          close < 0 ? content.length : Math.min(content.length, content.indexOf('\n', close + 1) + 1 || content.length);
      }
      const inner = content.slice(start, end).trimStart().startsWith('[')
        ? listFacts(text, start, end)
        : shellFacts(text, start, end);
      for (const fact of inner.facts) facts.push(fact);
      for (const passage of inner.passages) passages.push(passage);
    } else if (keyword === 'ARG' || keyword === 'ENV' || keyword === 'LABEL') {
      // `ENV NAME value` is the old form of `ENV NAME=value`.
      const old = keyword === 'ENV' ? /^([A-Za-z_]\w*)[ \t]+(?!=)(\S.*)/.exec(content.slice(start, end)) : null;
      const inner = shellFacts(
        text,
        old?.[2] === undefined ? start : start + old[0].indexOf(old[2], old[1]?.length ?? 0),
        end,
      );
      const bound = old?.[1];
      for (const fact of inner.facts) {
        facts.push(
          bound !== undefined && fact.expr.is === 'call'
            ? {
                ...fact,
                how: 'bind',
                name: bound,
                expr: { is: 'text', text: content.slice(fact.span.start, fact.span.end), span: fact.span },
              }
            : fact,
        );
      }
    }
    at = end;
  }
  return flatReading({ language: 'dockerfile', text, place: 'shell', facts }, passages);
}

/** `["vllm", "serve", "ns/name"]`. */
function listFacts(text: Text, from: number, to: number): ShellFacts {
  const of: Expr[] = [];
  for (const match of text.content.slice(from, to).matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
    const start = from + match.index + 1;
    of.push({ is: 'text', text: match[1] ?? '', span: { start, end: start + (match[1]?.length ?? 0) } });
  }
  const span = { start: from, end: to };
  return { facts: [{ how: 'bare', scope: 0, name: null, expr: { is: 'list', of, span }, span }], passages: [] };
}

const MAKE_VARIABLE = /^[ \t]*(?:export[ \t]+|override[ \t]+)*([\w.-]+)[ \t]*(?:[:?+!]|::)?=[ \t]*(.*)$/;

/** A Makefile: variables bind, recipes are shell. */
export function readMakefile(text: Text): Reading {
  const { content } = text;
  const facts: Fact[] = [];
  const passages: Passage[] = [];
  for (let at = 0; at < content.length; ) {
    let end = at;
    do {
      const newline = content.indexOf('\n', end);
      end = newline < 0 ? content.length : newline + 1;
    } while (end < content.length && goesOn(content, at, end));
    const line = content.slice(at, end).trimEnd();
    const variable = line.startsWith('\t') ? null : MAKE_VARIABLE.exec(line);
    if (variable?.[1] !== undefined && variable[2] !== undefined) {
      const start = at + line.length - variable[2].length;
      const value: Expr = { is: 'text', text: variable[2], span: { start, end: start + variable[2].length } };
      facts.push({ how: 'bind', scope: 0, name: variable[1], expr: value, span: { start: at, end } });
    } else {
      const inner = shellFacts(text, at, end);
      for (const fact of inner.facts) facts.push(fact);
      for (const passage of inner.passages) passages.push(passage);
    }
    at = end;
  }
  return flatReading({ language: 'makefile', text, place: 'shell', facts }, passages);
}
