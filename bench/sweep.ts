/**
 * Scans every file of a folder and tells what is said of ordinary files: each kind of remark once, with how often and where it stands first.
 *
 *     npx tsx bench/sweep.ts FOLDER
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scanFile } from '../src/scan/scan-file.ts';
import { openFileSource } from '../src/scan/source.ts';

const root = process.argv[2] ?? '.';
const verdicts = new Map<string, number>();
const formats = new Map<string, number>();
const remarks = new Map<string, { first: string; count: number }>();

function remark(text: string, path: string): void {
  const known = remarks.get(text);
  if (known === undefined) remarks.set(text, { first: path, count: 1 });
  else known.count += 1;
}

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  const source = await openFileSource(path);
  const { verdict, format, evidence, inconclusive } = await scanFile(path, source);
  await source.close();
  verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  formats.set(format, (formats.get(format) ?? 0) + 1);
  for (const { severity, kind, subject } of evidence) remark(`${severity} ${kind} ${subject}`, path);
  for (const { why } of inconclusive) remark(`inconclusive: ${why}`, path);
}

console.log(Object.fromEntries(verdicts), Object.fromEntries(formats));
for (const [text, { first, count }] of remarks) console.log(`${count} x ${text} (${first})`);
