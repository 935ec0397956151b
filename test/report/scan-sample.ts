/** Scans to print: one as they are, one whose every field is hostile, and the parts to build more. */

import { type Evidence, SCAN_VERDICTS, type ScannedFile, type ScanReport, type ScanVerdict } from '../../src/model.ts';
import type { ScanContext } from '../../src/report/scan-report.ts';

export const SCAN_CONTEXT: ScanContext = {
  version: '1.2.3',
  home: 'https://example.org/namesake',
  terminal: { color: false, width: 80, hyperlinks: false },
  verbose: false,
};

export function evidence(fields: Partial<Evidence> = {}): Evidence {
  return {
    kind: 'dangerous-call',
    severity: 'critical',
    within: ['archive/data.pkl'],
    offset: 23,
    subject: 'os.system',
    message: 'REDUCE calls a name that runs programs.',
    details: ["os.system('echo hello')"],
    ...fields,
  };
}

export function scannedFile(fields: Partial<ScannedFile> = {}): ScannedFile {
  return {
    path: 'models/pytorch_model.bin',
    verdict: 'dangerous',
    size: 1_234_567,
    bytesRead: 70_000,
    format: 'PyTorch zip',
    evidence: [evidence()],
    inconclusive: [],
    target: 0,
    loaded: null,
    hub: null,
    intact: null,
    ...fields,
  };
}

export function scanReport(files: readonly ScannedFile[], more: Partial<ScanReport> = {}): ScanReport {
  const verdicts = Object.fromEntries(
    SCAN_VERDICTS.map((verdict) => [verdict, files.filter((file) => file.verdict === verdict).length]),
  ) as Record<ScanVerdict, number>;
  const sum = (field: 'size' | 'bytesRead') => files.reduce((total, file) => total + file[field], 0);
  return {
    targets: [{ is: 'folder', text: 'models' }],
    files,
    summary: { files: files.length, verdicts, size: sum('size'), bytesRead: sum('bytesRead'), requests: null },
    diagnostics: [],
    ...more,
  };
}

/** Files of each verdict, in another order than they are to be read in. */
export const MIXED_SCAN: ScanReport = scanReport(
  [
    scannedFile({
      path: 'config.json',
      verdict: 'clean',
      format: 'text',
      size: 570,
      bytesRead: 570,
      evidence: [],
      loaded: 'configuration',
      intact: true,
    }),
    scannedFile({
      path: 'tokenizer.bin',
      verdict: 'inconclusive',
      format: 'unknown',
      size: 40_000,
      evidence: [],
      hub: 'unsafe',
      inconclusive: [
        { within: [], start: 0, end: 40_000, why: 'the content is of no kind that is known' },
        { within: ['a.tar', 'b'], start: 5, end: 9, why: '0xff is no opcode' },
        { within: ['a.tar', 'b'], start: 15, end: 19, why: '0xff is no opcode' },
      ],
    }),
    scannedFile({
      path: 'extra/model.npz',
      verdict: 'suspicious',
      format: 'NumPy npz',
      evidence: [
        evidence({
          kind: 'unknown-import',
          severity: 'info',
          subject: 'acme.layers.Dense',
          message: 'Only imported.',
          details: [],
        }),
        evidence({
          kind: 'zip-disagreement',
          severity: 'medium',
          within: [],
          offset: 0,
          subject: 'w.npy',
          message: 'the local header says name x.npy, the directory w.npy',
          details: [],
        }),
      ],
    }),
    scannedFile({ loaded: 'weights, as transformers names them', hub: 'safe' }),
  ],
  {
    targets: [
      {
        is: 'repository',
        text: 'Acme/shelf@main',
        id: { kind: 'model', namespace: 'Acme', name: 'shelf' },
        commit: 'c'.repeat(40),
      },
    ],
    diagnostics: [{ path: 'gone.bin', message: 'there is no such file in the repository' }],
  },
);

/** A scan in which everything that comes from outside is this text. */
export function hostileScan(text: string): ScanReport {
  const seen = evidence({ within: [text, text], subject: text, message: text, details: [text, text] });
  return scanReport(
    [
      scannedFile({
        path: text,
        format: text,
        evidence: [seen, { ...seen, severity: 'medium' }],
        inconclusive: [{ within: [text], start: 0, end: 1, why: text }],
        loaded: text,
        hub: 'safe',
      }),
      scannedFile({
        path: text,
        verdict: 'inconclusive',
        evidence: [],
        inconclusive: [{ within: [text], start: 0, end: 1, why: text }],
      }),
    ],
    { targets: [{ is: 'folder', text }], diagnostics: [{ path: text, message: text }] },
  );
}
