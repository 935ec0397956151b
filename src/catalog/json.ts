/** Catalogues in JSON and in lines of JSON: token by token, so that one array of a million objects needs no more memory than one of ten. */

import { Tokenizer, TokenType } from '@streamparser/json';
import type { Field, Item, Problem, Reader } from './entry.ts';
import { LONGEST_TEXT, MOST_FIELDS } from './entry.ts';
import { linesOf } from './lines.ts';
import { createPositions, type Position } from './positions.ts';

/** Bytes without a token: nothing that names a repository is as long, and it would be held in memory. */
const LONGEST_TOKEN = 1024 * 1024;
const DEEPEST = 200;

type Token = Parameters<Tokenizer['onToken']>[0];

/** An object or an array that is being read. */
interface Level {
  readonly is: 'object' | 'array';
  /** The key that it stands under: that of the nearest object around it. */
  readonly key: string;
  /** In an object, the key whose value comes next; null where a key comes next. */
  next: string | null;
  fields: Field[];
  /** True where it has more fields than an entry. */
  isMap: boolean;
}

interface Walker {
  token(token: Token, at: Position): void;
  /** What was completed since the last time. */
  take(): Item[];
  /** Whether every object and array has ended. */
  isWhole(): boolean;
}

/** Makes entries of tokens: of each object its own texts, and each text that stands in an array alone. */
function createWalker(): Walker {
  const levels: Level[] = [];
  let done: Item[] = [];

  function keyOf(level: Level | undefined): string {
    return level === undefined ? '' : level.is === 'object' ? (level.next ?? '') : level.key;
  }

  function open(is: Level['is']): void {
    if (levels.length >= DEEPEST) throw new RangeError(`it is nested deeper than ${DEEPEST}`);
    levels.push({ is, key: keyOf(levels.at(-1)), next: null, fields: [], isMap: false });
  }

  function close(): void {
    const level = levels.pop();
    if (level !== undefined && level.fields.length > 0) done.push(level.fields);
    ended();
  }

  function ended(): void {
    const outer = levels.at(-1);
    if (outer !== undefined) outer.next = null;
  }

  function text(value: string, at: Position): void {
    const level = levels.at(-1);
    if (level?.is === 'object' && level.next === null) {
      level.next = value.slice(0, LONGEST_TEXT);
      return;
    }
    if (value.length <= LONGEST_TEXT) {
      // Behind the quotation mark.
      const field = { ...at, key: keyOf(level), text: value, column: at.column + 1, start: at.start + 1 };
      if (level?.is !== 'object' || level.isMap) done.push([field]);
      else {
        level.fields.push(field);
        if (level.fields.length > MOST_FIELDS) {
          level.isMap = true;
          done.push(...level.fields.map((each) => [each]));
          level.fields = [];
        }
      }
    }
    ended();
  }

  return {
    token({ token, value }, at) {
      switch (token) {
        case TokenType.LEFT_BRACE:
          return open('object');
        case TokenType.LEFT_BRACKET:
          return open('array');
        case TokenType.RIGHT_BRACE:
        case TokenType.RIGHT_BRACKET:
          return close();
        case TokenType.STRING:
          return text(String(value), at);
        case TokenType.COLON:
        case TokenType.COMMA:
        case TokenType.SEPARATOR:
          return;
        default:
          return ended();
      }
    },
    take() {
      const items = done;
      done = [];
      return items;
    },
    isWhole: () => levels.length === 0,
  };
}

/** One document, or several one behind the other. Where it breaks off, what came before counts. */
export const readJson: Reader = async function* readJson(pieces) {
  const walker = createWalker();
  const positions = createPositions();
  let taken = 0;
  let heard = 0;
  let problem: Problem | null = null;
  const tokenizer = new Tokenizer();
  tokenizer.onToken = (token) => {
    heard = token.offset;
    walker.token(token, positions.at(token.offset));
  };
  tokenizer.onError = (error) => {
    problem ??= { line: positions.at(taken).line, problem: `it is no JSON from here on: ${reasonOf(error)}` };
  };
  for await (const piece of pieces) {
    positions.add(piece);
    tokenizer.write(piece);
    taken += piece.length;
    yield walker.take();
    if (taken - heard > LONGEST_TOKEN)
      problem ??= { line: positions.at(heard).line, problem: 'a text from here on is longer than 1 MB' };
    if (problem !== null) break;
  }
  if (problem === null && !walker.isWhole()) problem = { line: positions.at(taken).line, problem: 'it breaks off' };
  if (problem !== null) yield [problem];
};

/** A document on each line. A line that is none is passed over. */
export const readJsonLines: Reader = async function* readJsonLines(pieces) {
  for await (const lines of linesOf(pieces)) {
    const items: Item[] = [];
    for (const { text, number, start } of lines) {
      if (text !== null && text.trim() === '') continue;
      if (text === null) items.push({ line: number, problem: 'it is too long' });
      else items.push(...itemsOfLine(text, number, start));
    }
    yield items;
  }
};

function itemsOfLine(text: string, line: number, start: number): readonly Item[] {
  const bytes = Buffer.from(text);
  const positions = createPositions();
  positions.add(bytes);
  const walker = createWalker();
  let reason: string | null = null;
  const tokenizer = new Tokenizer();
  tokenizer.onToken = (token) => {
    const at = positions.at(token.offset);
    walker.token(token, { line, column: at.column, start: start + at.start });
  };
  tokenizer.onError = (error) => {
    reason ??= reasonOf(error);
  };
  tokenizer.write(bytes);
  if (reason === null && !walker.isWhole()) reason = 'it breaks off';
  return reason === null ? walker.take() : [{ line, problem: `it is no JSON: ${reason}` }];
}

function reasonOf(error: Error): string {
  return error.message.slice(0, 200);
}
