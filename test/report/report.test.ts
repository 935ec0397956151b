import { expect, it } from 'vitest';
import { REFERENCES_RENDERERS, REPORT_RENDERERS } from '../../src/report/report.ts';
import { CONTEXT, EXTRACTION, MIXED, REFERENCES_CONTEXT, RULES } from './sample.ts';

it.each(Object.entries(REPORT_RENDERERS))('%s names every finding, with its rule', (_, render) => {
  const text = render(MIXED, CONTEXT);
  for (const { id, rule } of MIXED.findings) {
    expect(text).toContain(id);
    expect(text).toContain(rule);
  }
  expect(text.endsWith('\n')).toBe(true);
});

it.each(Object.entries(REPORT_RENDERERS))('%s prints a finding of a rule that it does not know', (_, render) => {
  const rules = new Map([...RULES].filter(([name]) => name !== 'orphaned-namespace'));
  expect(render(MIXED, { ...CONTEXT, rules })).toContain('runwayml/stable-diffusion-v1-5');
});

it.each(Object.entries(REFERENCES_RENDERERS))('%s names every reference', (_, render) => {
  const text = render(EXTRACTION, REFERENCES_CONTEXT);
  for (const { id } of EXTRACTION.references) expect(text).toContain(id.name);
  expect(text).toContain('Helsinki-NLP/opus-mt-');
});
