/**
 * Takes pictures of the HTML report on the demonstration repository: `npm run picture:report` writes docs/report-*.png. It needs a
 * Chromium.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from '../test/report/chromium.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WIDE = { width: 1100, height: 1750 };
const PICTURES = {
  light: { colorScheme: 'light', viewport: WIDE },
  dark: { colorScheme: 'dark', viewport: WIDE },
  narrow: { colorScheme: 'light', viewport: { width: 375, height: 1750 } },
} as const;

const folder = mkdtempSync(join(tmpdir(), 'namesake-pictures-'));
const file = join(folder, 'report.html');
const snapshot = 'fixtures/hub/demo-snapshot.json';
const { status } = spawnSync(
  process.execPath,
  ['dist/cli.js', 'fixtures/demo', '--hub-snapshot', snapshot, '--fail-on', 'never', '--format', 'html', '-o', file],
  { cwd: ROOT, env: { PATH: process.env.PATH } },
);
if (status !== 0) throw new Error(`the audit ended with ${status}: run npm run build first`);
const browser = await launch();
for (const [name, options] of Object.entries(PICTURES)) {
  const page = await browser.newPage(options);
  await page.goto(pathToFileURL(file).href);
  await page.locator('tbody th button').first().click();
  await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
  await page.screenshot({ path: join(ROOT, 'docs', `report-${name}.png`) });
}
await browser.close();
rmSync(folder, { recursive: true });
