/**
 * Judges all code and configurations below a folder, as `namesake scan` does, and tells what is said of them: each remark with how often and where first.
 *
 *     npx tsx bench/remote-code.ts FOLDER
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codeJudge } from '../src/code/judge.ts';
import { scanFile } from '../src/scan/scan-file.ts';
import { memorySource } from '../src/scan/source.ts';

const root = process.argv[2] ?? '.';
const remarks = new Map<string, { readonly first: string; count: number }>();
let files = 0;

function remark(text: string, where: string): void {
  const known = remarks.get(text);
  if (known === undefined) remarks.set(text, { first: where, count: 1 });
  else known.count += 1;
}

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(?:py|json|txt|ipynb|sh|jinja)$|Dockerfile$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const scan = await scanFile(path, memorySource(readFileSync(path)), { code: codeJudge() });
  files += 1;
  for (const { severity, kind, subject, details } of scan.evidence)
    remark(
      `${severity} ${kind} ${kind === 'remote-code' ? '' : subject}`,
      `${relative(root, path)}: ${details[0] ?? ''}`,
    );
  for (const { why } of scan.inconclusive) remark(`inconclusive: ${why}`, relative(root, path));
}

console.log(`${files} files`);
const lines = [...remarks].map(([text, { first, count }]) => `${count} x ${text} (${first.slice(0, 160)})`);
console.log(lines.toSorted().join('\n'));
