/**
 * Scans every file of a folder with namesake, picklescan and modelscan, and prints the three verdicts, the differing rows first.
 *
 *     npx tsx bench/compare-scanners.ts FOLDER [PYTHON]
 *
 * PYTHON is one that has picklescan and modelscan installed. FOLDER is for example a checkout of the samples of either: they are
 * no part of this repository.
 */

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { scanFile } from '../src/scan/scan-file.ts';
import { openFileSource } from '../src/scan/source.ts';

/** Prints a line of JSON for each path that it is given: what each scanner makes of the file. */
const PEERS = `
import io, json, logging, sys
logging.disable(logging.CRITICAL)
from picklescan.scanner import scan_file_path, SafetyLevel
from modelscan.modelscan import ModelScan

def picklescan(path):
    try:
        result = scan_file_path(path)
    except Exception as error:
        return 'error (' + type(error).__name__ + ')'
    levels = {each.safety for each in result.globals}
    if result.issues_count > 0: return 'dangerous'
    if result.scan_err: return 'error'
    if result.scanned_files == 0: return 'skipped'
    return 'suspicious' if SafetyLevel.Suspicious in levels else 'clean'

def modelscan(path):
    try:
        scan = ModelScan()
        result = scan.scan(path)
    except Exception as error:
        return 'error (' + type(error).__name__ + ')'
    issues = [each.severity.name for each in scan.issues.all_issues]
    if issues: return 'dangerous' if {'CRITICAL', 'HIGH'} & set(issues) else 'suspicious'
    if result.get('errors'): return 'error'
    return 'clean' if result['summary']['scanned']['total_scanned'] else 'skipped'

out = sys.stdout
sys.stdout = io.StringIO()
for line in sys.stdin:
    path = line.rstrip('\\n')
    out.write(json.dumps([picklescan(path), modelscan(path)]) + '\\n')
`;

const [folder = '.', python = 'python3'] = process.argv.slice(2);
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((path) => join(folder, path))
  .filter((path) => statSync(path).isFile())
  .sort();
const { stdout, status, stderr } = spawnSync(python, ['-c', PEERS], {
  input: paths.map((path) => `${path}\n`).join(''),
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
if (status !== 0) throw new Error(stderr);
const peers = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as [picklescan: string, modelscan: string]);

const rows: { path: string; verdicts: readonly string[]; why: string }[] = [];
for (const [index, path] of paths.entries()) {
  const source = await openFileSource(path);
  const { verdict, evidence, inconclusive } = await scanFile(path, source);
  await source.close();
  const [worst] = evidence;
  const why = worst === undefined ? (inconclusive[0]?.why ?? '') : `${worst.kind} ${worst.subject}`;
  rows.push({ path: relative(folder, path), verdicts: [verdict, ...(peers[index] ?? [])], why });
}

const agree = ({ verdicts }: (typeof rows)[number]) => new Set(verdicts).size === 1;
const print = (row: (typeof rows)[number]) =>
  console.log(
    [...row.verdicts, row.path, row.why].map((cell, at) => cell.padEnd([14, 16, 16, 60, 0][at] ?? 0)).join(''),
  );
console.log(['namesake', 'picklescan', 'modelscan', 'file', 'why'].map((cell) => `## ${cell}`).join('   '));
for (const row of rows) if (!agree(row)) print(row);
console.log('## all three agree');
for (const row of rows) if (agree(row)) print(row);
for (const [at, who] of ['namesake', 'picklescan', 'modelscan'].entries()) {
  const counts = new Map<string, number>();
  for (const { verdicts } of rows) counts.set(verdicts[at] ?? '', (counts.get(verdicts[at] ?? '') ?? 0) + 1);
  console.log(`${who}: ${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`);
}
