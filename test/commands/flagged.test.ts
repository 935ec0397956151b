import { describe, expect, test } from 'vitest';
import { makeTree } from '../collect/tree.ts';
import { failing } from '../stand-in/faults.ts';
import type { RepositorySpec } from '../stand-in/scenario.ts';
import { accountOf, auditOf, hubOf, modelOf, told } from './audited.ts';

const LOAD = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';

const unsafe = (path: string) => ({
  path,
  level: 'unsafe' as const,
  scanners: {
    avScan: { status: 'safe' as const, message: 'No security issues detected' },
    pickleImportScan: {
      status: 'unsafe' as const,
      pickleImports: [
        { module: 'posix', name: 'system', safety: 'dangerous' },
        { module: 'torch', name: 'FloatStorage', safety: 'innocuous' },
      ],
    },
    newScan: { status: 'suspicious' as const },
  },
});

/** A model with these files, of which one is flagged. */
const hubWith = (files: Record<string, string>, flagged: string, more: Partial<RepositorySpec> = {}) =>
  hubOf({
    accounts: [accountOf('heron-labs', '2022-08-01')],
    repositories: [
      modelOf('heron-labs/tern-7b', '2022-10-01', {
        commits: [{ date: '2022-10-01T11:00:00Z', files }],
        security: { done: true, issues: [unsafe(flagged)] },
        ...more,
      }),
    ],
  });

const INDEX = JSON.stringify({ weight_map: { a: 'pytorch_model-00001-of-00002.bin' } });

describe('a file that the Hub marks unsafe', () => {
  test.each([
    ['the weights that are loaded', { 'pytorch_model.bin': 'x' }, 'pytorch_model.bin', 'critical'],
    [
      'weights beside safer ones',
      { 'model.safetensors': 'x', 'pytorch_model.bin': 'x' },
      'pytorch_model.bin',
      'medium',
    ],
    ['a file that nothing takes', { 'model.safetensors': 'x', 'extras/demo.pkl': 'x' }, 'extras/demo.pkl', 'medium'],
    [
      'a shard that the index names',
      { 'pytorch_model.bin.index.json': INDEX, 'pytorch_model-00001-of-00002.bin': 'x' },
      'pytorch_model-00001-of-00002.bin',
      'critical',
    ],
    ['one of a repository without known weights', { 'notes.txt': 'x', 'demo.pkl': 'x' }, 'demo.pkl', 'high'],
  ])('%s', async (_, files, flagged, severity) => {
    const audited = await auditOf(makeTree({ 'load.py': LOAD }), await hubWith(files, flagged));
    expect(told(audited)).toEqual([`flagged-by-hub ${severity} high`]);
  });

  test('is told with the word of each scanner, known by name or not', async () => {
    const audited = await auditOf(
      makeTree({ 'load.py': LOAD }),
      await hubWith({ 'pytorch_model.bin': 'x' }, 'pytorch_model.bin'),
    );
    const message = audited.report.findings.find(({ rule }) => rule === 'flagged-by-hub')?.message;
    expect(message).toContain('pickle imports unsafe ("posix.system"), newScan suspicious, antivirus safe');
  });

  test('may be loaded where the list of files cannot be had, or an index cannot be read', async () => {
    const files = { 'pytorch_model.bin.index.json': INDEX, 'pytorch_model-00001-of-00002.bin': 'x' };
    const hub = await hubWith(files, 'pytorch_model-00001-of-00002.bin');
    hub.fault(/resolve/, failing(404));
    expect(told(await auditOf(makeTree({ 'load.py': LOAD }), hub))).toEqual(['flagged-by-hub high high']);
    hub.fault(/tree/, failing(404));
    expect(told(await auditOf(makeTree({ 'load.py': LOAD }), hub))).toEqual(['flagged-by-hub high high']);
  });

  test('costs no list of files where nothing is flagged, or scans are not done', async () => {
    const hub = await hubWith({ 'pytorch_model.bin': 'x' }, 'pytorch_model.bin', {
      security: { done: false, issues: [{ path: 'pytorch_model.bin', level: 'queued' }] },
    });
    expect(told(await auditOf(makeTree({ 'load.py': LOAD }), hub))).toEqual([]);
    expect(hub.log.filter(({ path }) => path.includes('/tree/'))).toEqual([]);
  });
});
