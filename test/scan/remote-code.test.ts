import { describe, expect, test } from 'vitest';
import { scanBytes } from './build/scanned.ts';

/** What a configuration names as code. */

const scan = (value: unknown) =>
  scanBytes(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), 'config.json');

describe('code that a configuration names', () => {
  test('of its own repository is told', async () => {
    const { verdict, evidence } = await scan({
      auto_map: { AutoModel: 'modeling_tern.Tern', AutoTokenizer: ['a.B', null] },
    });
    expect(verdict).toBe('clean');
    expect(evidence.map(({ kind, severity, subject }) => `${severity} ${kind} ${subject}`).sort()).toEqual([
      'info remote-code a.B',
      'info remote-code modeling_tern.Tern',
    ]);
  });

  test('of another repository is not scanned with it, which is said', async () => {
    const { verdict, inconclusive } = await scan({
      text: { auto_map: { AutoModel: 'heron-labs/tern--modeling.Tern' } },
    });
    expect(verdict).toBe('inconclusive');
    expect(inconclusive).toMatchObject([{ start: 33, why: 'code of heron-labs/tern: not scanned here' }]);
  });

  test('as a pipeline is its implementation alone', async () => {
    const { evidence } = await scan({ custom_pipelines: { pair: { impl: 'pair.Pair', pt: ['AutoModel.x'] } } });
    expect(evidence.map(({ subject }) => subject)).toEqual(['pair.Pair']);
  });

  test('in what is no JSON is not judged', async () => {
    expect((await scan('{"auto_map": {')).verdict).toBe('inconclusive');
  });
});
