import { micromark } from 'micromark';
import { expect, it } from 'vitest';
import { rulePage } from '../../src/report/rule-page.ts';
import { expectGolden } from './golden.ts';
import { ORPHANED } from './sample.ts';

it('reads well', () => {
  expectGolden('fixtures/report/rule-page/orphaned-namespace.md', rulePage(ORPHANED));
});

it('says to whom a rule speaks and whether it works offline', () => {
  const page = rulePage({ ...ORPHANED, severity: 'info', persona: 'pedantic', needsHub: false });
  expect(page).toContain('- **Severity:** info\n');
  expect(page).toContain('`--persona pedantic`');
  expect(page).toContain('- **Works offline:** yes\n');
});

it('shows an example as it is, fences of its own included', () => {
  const text = '````md\n```python\nload("a/b")\n```\n````\n';
  const html = micromark(rulePage({ ...ORPHANED, fires: [{ file: 'a.md', text }], quiet: [] }));
  expect(html).toContain(
    '<pre><code class="language-markdown">````md\n```python\nload(&quot;a/b&quot;)\n```\n````\n</code></pre>',
  );
});

it('leaves out headings that nothing would follow', () => {
  expect(rulePage({ ...ORPHANED, fires: [], quiet: [] })).not.toMatch(/^## (?:Fires|Stays)/m);
});
