/** Texts taken out of a file, compared with a model that keeps the origin of every character. */

import { describe, expect, test } from 'vitest';
import { joinTexts, originOf, sliceText, stripLines, type Text, textAt } from '../../src/extract/text.ts';
import { type Random, randomOf } from './random.ts';

/** The naive model: each character with its offset in the file. */
type Model = readonly (readonly [char: string, from: number])[];

interface Pair {
  readonly text: Text;
  readonly model: Model;
}

const modelAt = (content: string, from: number): Model => [...content].map((char, i) => [char, from + i]);

function agrees({ text, model }: Pair): void {
  expect(text.content).toBe(model.map(([char]) => char).join(''));
  expect(model.map((_, i) => originOf(text, i))).toEqual(model.map(([, from]) => from));
}

/** One random step: a slice, a join, or lines without their marks. */
function step(pairs: readonly Pair[], random: Random): Pair {
  const { text, model } = random.pick(pairs);
  switch (random.below(3)) {
    case 0: {
      const [start = 0, end = 0] = [random.below(model.length + 1), random.below(model.length + 1)].sort(
        (a, b) => a - b,
      );
      return { text: sliceText(text, start, end), model: model.slice(start, end) };
    }
    case 1: {
      const parts = Array.from({ length: random.below(4) }, () => random.pick(pairs));
      return { text: joinTexts(parts.map((part) => part.text)), model: parts.flatMap((part) => part.model) };
    }
    default: {
      const kept: (readonly [string, number])[] = [];
      let fresh = true;
      for (const each of model) {
        const mark = fresh && each[0] === '#';
        fresh = each[0] === '\n';
        if (!mark) kept.push(each);
      }
      return { text: stripLines(text, /^#/), model: kept };
    }
  }
}

describe('texts', () => {
  test('that are sliced, joined and stripped at random keep the way back of every character', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = randomOf(seed);
      const pairs: Pair[] = Array.from({ length: 3 }, (_, i) => {
        const content = random.text(['a', 'b', '#', '\n', '#x', '\r\n', ''], 12);
        return { text: textAt(content, i * 100), model: modelAt(content, i * 100) };
      });
      for (let i = 0; i < 25; i++) {
        const pair = step(pairs, random);
        agrees(pair);
        if (pair.model.length < 200) pairs[random.below(pairs.length)] = pair;
      }
    }
  });

  test('one past the last character comes from one past its origin', () => {
    const text = joinTexts([textAt('ab', 10), textAt('cd', 50)]);
    expect(originOf(text, 4)).toBe(52);
    expect(originOf(textAt('', 7), 0)).toBe(7);
  });

  test('an empty slice stands where it was cut', () => {
    const text = joinTexts([textAt('ab', 10), textAt('cd', 50)]);
    expect(originOf(sliceText(text, 3, 3), 0)).toBe(51);
  });

  test('nothing joined is empty', () => {
    expect(joinTexts([])).toEqual(textAt(''));
  });
});
