/**
 * Measures what large checkpoints cost: a PyTorch zip of 2 GB of zeros on the disk and over HTTP, and a pickle of one operand of 2 GB.
 *
 *     npm run build && npx tsx bench/scan-large.ts
 *
 * Every case runs in a process of its own, on what was built, so that memory is that of the scan and of Node alone.
 */

import { execFileSync, spawn } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HARMLESS } from '../test/scan/build/payload.ts';
import { u64, zip } from '../test/scan/build/zip.ts';
import { startStandIn } from '../test/stand-in/stand-in.ts';

const SIZE = 2 ** 31;
const COMMIT = 'c'.repeat(40);
const DIST = join(import.meta.dirname, '../dist');
const folder = mkdtempSync(join(tmpdir(), 'namesake-bench-'));

/** A checkpoint with one tensor of zeros, in what stands before the zeros and what stands behind them. */
function checkpoint(): { before: Buffer; behind: Buffer } {
  const said = { packed: SIZE, size: SIZE };
  const members = [
    { name: 'model/data.pkl', data: HARMLESS },
    { name: 'model/version', data: Buffer.from('3\n') },
    { name: 'model/data/0', data: Buffer.alloc(0), local: said, central: said },
  ];
  const plain = zip(members);
  const directory = plain.indexOf('PK\x01\x02');
  const shifted = zip(members, { end: { offset: directory + SIZE } });
  return { before: shifted.subarray(0, directory), behind: shifted.subarray(directory) };
}

/** A file with a hole of zeros in it, which takes no place on the disk. */
function sparse(name: string, before: Uint8Array, behind: Uint8Array): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  writeSync(file, before);
  ftruncateSync(file, before.length + SIZE);
  writeSync(file, behind, 0, behind.length, before.length + SIZE);
  closeSync(file);
  return path;
}

const LOCAL = `
  const { openFileSource } = await import('${DIST}/scan/source.js');
  const { scanFile } = await import('${DIST}/scan/scan-file.js');
  const source = await openFileSource(process.argv[1]);
  const started = performance.now();
  const scan = await scanFile(process.argv[1], source);
  const milliseconds = performance.now() - started;
  await source.close();
  console.log(JSON.stringify({ verdict: scan.verdict, format: scan.format, read: scan.bytesRead, milliseconds, memory: process.resourceUsage().maxRSS * 1024 }));`;

const REMOTE = `
  const { scan } = await import('${DIST}/commands/scan.js');
  const settings = { endpoint: process.argv[1], token: null, snapshot: null, record: null, cacheDir: null, offline: false };
  const started = performance.now();
  const { report } = await scan(['bench/model'], settings, new AbortController().signal, () => {}, () => {});
  const milliseconds = performance.now() - started;
  const [file] = report.files;
  console.log(JSON.stringify({ verdict: file.verdict, format: file.format, read: file.bytesRead, milliseconds, memory: process.resourceUsage().maxRSS * 1024, requests: report.summary.requests }));`;

interface Measured {
  readonly verdict: string;
  readonly format: string;
  readonly read: number;
  readonly milliseconds: number;
  readonly memory: number;
  readonly requests?: number;
}

function print(what: string, { verdict, format, read, milliseconds, memory, requests }: Measured): void {
  const asked = requests === undefined ? '' : `, ${requests} requests`;
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `${what}: ${verdict} (${format}), ${milliseconds.toFixed(0)} ms, ${mb(read)} read${asked}, ${mb(memory)} of memory`,
  );
}

function run(code: string, argument: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, argument], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (piece) => {
      text += piece;
    });
    child.on('close', (status) => (status === 0 ? resolve(JSON.parse(text)) : reject(new Error(`exit ${status}`))));
  });
}

try {
  const baseline = execFileSync(process.execPath, ['-p', 'process.resourceUsage().maxRSS * 1024']).toString();
  console.log(`Node alone: ${(Number(baseline) / 1e6).toFixed(1)} MB of memory`);

  const { before, behind } = checkpoint();
  print('PyTorch zip, 2 GB of zeros, on the disk', await run(LOCAL, sparse('model.pt', before, behind)));

  // BINBYTES8 of 2 GB, and STOP.
  const head = Buffer.concat([Buffer.from('\x80\x04\x8e', 'latin1'), u64(SIZE)]);
  print('pickle of one operand of 2 GB', await run(LOCAL, sparse('bytes.pkl', head, Buffer.from('.'))));

  const parts = [{ base64: before.toString('base64') }, { zeros: SIZE }, { base64: behind.toString('base64') }];
  const standIn = await startStandIn({
    accounts: [{ kind: 'org', name: 'bench', created: '2023-01-05T09:00:00Z' }],
    repositories: [
      {
        id: 'bench/model',
        created: '2023-01-05T09:00:00Z',
        commits: [{ id: COMMIT, date: '2023-01-05T09:00:00Z', files: { 'pytorch_model.bin': { parts } } }],
      },
    ],
  });
  print('PyTorch zip, 2 GB of zeros, over HTTP', await run(REMOTE, standIn.url));
  const files = standIn.log.filter(({ path }) => !path.startsWith('/api/'));
  const most = files.reduce((sum, { sent }) => sum + sent, 0);
  console.log(`  of the file: ${files.length} requests, ${(most / 1e6).toFixed(2)} MB sent`);
  await standIn.stop();
} finally {
  rmSync(folder, { recursive: true });
}
