import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PERSONAS, type Rule } from '../../src/model.ts';
import { RULES } from '../../src/rules/registry.ts';

const DIRECTORY = new URL('../../src/rules/', import.meta.url);

describe('registry', () => {
  test('every file that exports a rule is registered, under the name of its file, and nothing else is', async () => {
    const files: [string, Rule][] = [];
    for (const file of readdirSync(DIRECTORY)) {
      const module: { rule?: Rule } = await import(new URL(file, DIRECTORY).href);
      if (module.rule !== undefined) files.push([file.replace(/\.ts$/, ''), module.rule]);
    }
    expect(new Map(RULES.map((rule) => [rule.meta.name, rule]))).toEqual(new Map(files));
    expect(RULES).toHaveLength(files.length);
  });

  test('every rule has a test of its own', () => {
    const tests = readdirSync(new URL('.', import.meta.url));
    expect(RULES.map((rule) => `${rule.meta.name}.test.ts`).filter((file) => !tests.includes(file))).toEqual([]);
  });

  test.each(RULES.map((rule) => [rule.meta.name, rule.meta] as const))('%s is described in full', (name, meta) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(PERSONAS).toContain(meta.persona);
    expect(meta.summary).toMatch(/^[A-Z][^\n]+\.$/);
    expect(meta.why.length).toBeGreaterThan(100);
    expect(meta.mend).toMatch(/\.$/);
    expect(meta.fires.length).toBeGreaterThan(0);
    expect(meta.quiet.length).toBeGreaterThan(0);
  });

  test('an example of a rule that needs the Hub says what the Hub answers, in words and as a value', () => {
    for (const { meta } of RULES) {
      for (const { hub, resolution, owner } of meta.needsHub ? meta.fires : []) {
        expect({ rule: meta.name, hub, answer: resolution ?? owner }).toEqual({
          rule: meta.name,
          hub: expect.any(String),
          answer: expect.any(Object),
        });
      }
    }
  });
});
