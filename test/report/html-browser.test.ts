import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visible } from '../../src/report/escape.ts';
import { html } from '../../src/report/html.ts';
import { AUDITED, AUDITED_CONTEXT, hostileAudit, manyFindings } from './audited-sample.ts';
import { open } from './browser.ts';
import { CHROMIUM, launch } from './chromium.ts';
import { HOSTILE, MIXED, report } from './sample.ts';

const PAGE = html(AUDITED, AUDITED_CONTEXT);

// Said by name, so that nobody takes the page for tested where it was not.
if (CHROMIUM === null) {
  it('was not opened, for there is no Chromium here (install one, or set CHROME_PATH), but is whole without its script', () => {
    for (const { id, message } of AUDITED.findings) {
      expect(PAGE).toContain(id);
      expect(PAGE).toContain(message);
    }
    expect(PAGE).not.toMatch(/<t[^>]* hidden/);
  });
} else {
  describe('the page, in Chromium', { timeout: 120_000 }, inChromium);
}

function inChromium(): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  }, 120_000);
  afterAll(() => browser.close());

  it('asks nothing of any network, and nothing in it is refused by its own policy', async () => {
    const { page, requests, complaints } = await open(browser, PAGE);
    await openAll(page);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('would run nothing that got into it', async () => {
    const { page, complaints } = await open(
      browser,
      PAGE.replace('<main>', '<main><script>document.title="taken"</script><img src=x onerror="document.title=1">'),
    );
    expect(await page.title()).toBe('namesake: 4 findings: 2 critical, 1 high, 1 low.');
    expect(complaints.join('\n')).toMatch(/Content Security Policy/);
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 375, height: 800 } }],
  ] as const)('has no barrier that axe knows of: %s', async (_, options) => {
    for (const given of [AUDITED, MIXED, report([])]) {
      const { page } = await open(browser, html(given, AUDITED_CONTEXT), options);
      await openAll(page);
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await barriers(page)).toEqual([]);
    }
  });

  it('is as narrow as a phone, with everything open and whatever the names are', async () => {
    for (const given of [AUDITED, hostileAudit('x'.repeat(1_900)), hostileAudit('a-b/'.repeat(400))]) {
      const { page } = await open(browser, html(given, AUDITED_CONTEXT), { viewport: { width: 375, height: 800 } });
      await openAll(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    }
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 20), text]))('shows %j as text', async (_, text = '') => {
    const { page, requests, complaints } = await open(browser, html(hostileAudit(text), AUDITED_CONTEXT));
    await openAll(page);
    expect([requests, complaints]).toEqual([[], []]);
    expect(await page.locator('script, style').count()).toBe(2);
    expect(await page.locator('img, iframe, object, embed, base, link, [onerror], [style]').count()).toBe(0);
    const links = await page.locator('a').evaluateAll((all) => all.map((each) => String(each.getAttribute('href'))));
    expect(links.filter((link) => !/^(?:#[a-z]+(?:-\d+)?|https:\/\/example\.org\/namesake\/.*)$/.test(link))).toEqual(
      [],
    );
    const shown = await page.locator('tbody th button').allTextContents();
    // A browser shows what a reference stands for.
    expect(shown).toContain(visible(text).replaceAll('\\u{3a}', ':').replaceAll('\\u{23}', '#'));
  });

  it('opens a finding by keyboard, and says whether it is open', async () => {
    const { page } = await open(browser, PAGE);
    const row = page.getByRole('button', { name: 'heron-labs/tern-7b' });
    const detail = page.getByText('are two years younger').last();
    expect(await row.getAttribute('aria-expanded')).toBe('false');
    expect(await detail.isVisible()).toBe(false);
    await row.focus();
    await page.keyboard.press('Enter');
    expect(await row.getAttribute('aria-expanded')).toBe('true');
    expect(await detail.isVisible()).toBe(true);
    await page.keyboard.press('Space');
    expect(await detail.isVisible()).toBe(false);
  });

  it('leads from the first words to the findings', async () => {
    const { page } = await open(browser, PAGE);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('To the findings');
    await page.getByRole('link', { name: 'model heron-labs/tern-7b' }).click();
    const row = page.getByRole('button', { name: 'heron-labs/tern-7b' });
    expect(await row.getAttribute('aria-expanded')).toBe('true');
    expect(await row.evaluate((each) => each === each.ownerDocument.activeElement)).toBe(true);
  });

  it('filters by words, rule, kind and severity, and says how many are left', async () => {
    const { page } = await open(browser, PAGE);
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('trust_remote_code  BRIGHT');
    expect(await shownIds(page)).toEqual(['bright-lab/tiny-chat']);
    expect(await page.getByRole('status').textContent()).toBe('1 of 4 findings shown');
    await search.fill('nothing is called so');
    expect(await shownIds(page)).toEqual([]);
    expect(await page.getByText('No finding is like that.').isVisible()).toBe(true);
    await search.fill('');
    await page.getByLabel('Rule').selectOption('reused-namespace');
    expect(await shownIds(page)).toEqual(['heron-labs/tern-7b']);
    await page.getByLabel('Rule').selectOption('');
    await page.getByLabel('Kind').selectOption('dataset');
    expect(await shownIds(page)).toEqual(['bright-lab/questions']);
    await page.getByLabel('Kind').selectOption('');
    await page.getByRole('checkbox', { name: /^critical/ }).uncheck();
    expect(await shownIds(page)).toEqual(['bright-lab/tiny-chat', 'bright-lab/questions']);
  });

  it('sorts both ways, and says by what', async () => {
    const { page } = await open(browser, PAGE);
    const heading = page.getByRole('columnheader', { name: 'Repository and rule' });
    const button = heading.getByRole('button');
    const sorted = ['bright-lab/questions', 'bright-lab/tiny-chat', 'heron-labs/tern-7b', 'lost-lab/rerank-mini'];
    await button.click();
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await shownIds(page)).toEqual(sorted);
    await button.click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await shownIds(page)).toEqual(sorted.toReversed());
    expect(await page.locator('[aria-sort]:not([aria-sort=none])').count()).toBe(1);
  });

  it('shows 5,000 findings by the page, and finds one of them', async () => {
    const { page } = await open(browser, html(manyFindings(5_000), AUDITED_CONTEXT));
    expect(await shownIds(page)).toHaveLength(100);
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.getByRole('navigation').textContent()).toContain('Page 2 of 50');
    await page.getByRole('searchbox').fill('lab-12/model-4212');
    expect(await shownIds(page)).toEqual(['lab-12/model-4212']);
    await page.getByRole('searchbox').fill('');
    await page.goto(`${page.url()}#finding-4999`);
    expect(await page.getByRole('navigation').textContent()).toContain('Page 50 of 50');
    expect(await page.locator('tbody.open').getAttribute('id')).toBe('finding-4999');
  });

  it('is dark or light as the system is, and the other way at a press', async () => {
    const { page } = await open(browser, PAGE, { colorScheme: 'dark' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();
    await page.getByRole('button', { name: 'Light' }).click();
    expect(await ground()).not.toBe(dark);
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(await ground()).toBe(dark);
  });

  it('prints every finding that is not filtered out, with its details, and no controls', async () => {
    const { page } = await open(browser, html(manyFindings(150), AUDITED_CONTEXT), { colorScheme: 'dark' });
    await page.getByRole('checkbox', { name: /^low/ }).uncheck();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('tbody:visible .detail:visible').count()).toBe(100);
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(251, 251, 249)');
  });

  it('says in words what its pictures show', async () => {
    const { page } = await open(browser, PAGE);
    await openAll(page);
    const said = await page.getByRole('img').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(said).toEqual([
      'Findings by severity: 2 critical, 1 high, 1 low.',
      'Places of findings: default 1 place, call 3 places.',
      expect.stringMatching(/^Namespaces: 1 nobody owns it, 1 taken by somebody else, /),
      'Timeline: 2023-05-06 src/models.py:9 was written, 2025-06-01 the account heron-labs was made, after the line, 2025-06-02 the repository was made, after the line, 2026-11-21 this report.',
    ]);
    await page.getByText('As a table').last().click();
    expect(await page.getByRole('row', { name: /^lost-lab nobody owns it/ }).isVisible()).toBe(true);
  });

  it('is whole without its script', async () => {
    const { page } = await open(browser, PAGE, { javaScriptEnabled: false });
    for (const { id, message } of AUDITED.findings) {
      expect(await page.getByRole('rowheader', { name: id }).isVisible()).toBe(true);
      expect(await page.locator('.message', { hasText: message }).isVisible()).toBe(true);
    }
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
  });
}

async function openAll(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Open all' });
  if ((await button.count()) > 0) await button.click();
}

async function shownIds(page: Page): Promise<string[]> {
  return page.locator('tbody:visible th button').allTextContents();
}

/** What axe finds wrong, each rule with the first place of it. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
