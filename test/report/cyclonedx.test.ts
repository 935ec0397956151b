import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { cyclonedx } from '../../src/report/cyclonedx.ts';
import {
  AUDITED,
  AUDITED_CONTEXT,
  COMMIT,
  hostileAudit,
  manyFindings,
  OTHER_COMMIT,
  SHA256,
} from './audited-sample.ts';
import { expectGolden } from './golden.ts';
import { CONTEXT, HOSTILE, hostile, MIXED, report } from './sample.ts';

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

interface Component {
  readonly type: string;
  readonly 'bom-ref': string;
  readonly name: string;
  readonly purl?: string;
  readonly version?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly components?: readonly Component[];
  readonly evidence?: { readonly occurrences: readonly { readonly location: string; readonly line: number }[] };
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Bom {
  readonly serialNumber: string;
  readonly components: readonly Component[];
  readonly vulnerabilities: readonly {
    readonly 'bom-ref': string;
    readonly id: string;
    readonly affects: readonly { readonly ref: string }[];
  }[];
}

function bomOf(given: Report, context = AUDITED_CONTEXT): Bom {
  return JSON.parse(cyclonedx(given, context));
}

it('is printed in the shape promised', () => {
  expectGolden('fixtures/report/cyclonedx/audited.cdx.json', cyclonedx(AUDITED, AUDITED_CONTEXT));
});

it.each<[string, Report]>([
  ['the sample', AUDITED],
  ['an empty report', report([])],
  ['findings of which nothing more is known', MIXED],
  ['400 repositories', manyFindings(400)],
  ...HOSTILE.flatMap((text): [string, Report][] => [
    [`hostile findings ${JSON.stringify(text.slice(0, 20))}`, hostile(text)],
    [`hostile repositories ${JSON.stringify(text.slice(0, 20))}`, hostileAudit(text)],
  ]),
])('%s satisfies the official schema of CycloneDX 1.6, and names everything once', async (_, given) => {
  const text = cyclonedx(given, AUDITED_CONTEXT);
  expect(await validator.validate(text)).toBeNull();
  const bom: Bom = JSON.parse(text);
  const refs = [...bom.components.flatMap((each) => [each, ...(each.components ?? [])]), ...bom.vulnerabilities].map(
    (each) => each['bom-ref'],
  );
  expect(new Set(refs).size).toBe(refs.length);
  for (const { affects } of bom.vulnerabilities) for (const { ref } of affects) expect(refs).toContain(ref);
});

describe('a component', () => {
  const byRef = new Map(bomOf(AUDITED).components.map((each) => [each['bom-ref'], each]));
  const chat = byRef.get(`model:bright-lab/tiny-chat@${COMMIT}`);

  it('is a model or data, by the kind of the repository', () => {
    expect(chat?.type).toBe('machine-learning-model');
    expect(byRef.get(`dataset:bright-lab/questions@${COMMIT}`)?.type).toBe('data');
  });

  it('has a purl that is well formed, of the commit that the branch stands at', () => {
    expect(PackageURL.fromString(chat?.purl ?? '')).toMatchObject({
      type: 'huggingface',
      namespace: 'bright-lab',
      name: 'tiny-chat',
      version: COMMIT,
    });
    for (const { purl } of byRef.values()) {
      if (purl !== undefined) expect(PackageURL.fromString(purl).toString()).toBe(purl);
    }
  });

  it('tells data sets from models of the same name, and where the repository is not on the public Hub', () => {
    const elsewhere = {
      ...AUDITED,
      summary: { ...AUDITED.summary, hub: { ...hubOf(AUDITED), endpoint: 'https://hub.example' } },
    };
    const purls = bomOf(elsewhere).components.map(({ purl }) => purl);
    const data = PackageURL.fromString(purls.find((purl) => purl?.includes('questions')) ?? '');
    expect(data).toMatchObject({
      namespace: 'datasets/bright-lab',
      name: 'questions',
      qualifiers: { repository_url: 'https://hub.example' },
    });
  });

  it('has every place of the code as evidence', () => {
    expect(chat?.evidence?.occurrences).toMatchObject([
      { location: 'src/models.py', line: 17 },
      { location: 'docs/guide.md', line: 2 },
    ]);
  });

  it('has the hashes that the lock knows of its files, and none that is not of their bytes', () => {
    const files = byRef.get(`model:openai-community/gpt2@${OTHER_COMMIT}`)?.components;
    expect(files?.map(({ name, hashes }) => [name, hashes])).toEqual([
      ['model.safetensors', [{ alg: 'SHA-256', content: SHA256 }]],
    ]);
  });

  it('has no version where nobody knows the commit', () => {
    const lost = byRef.get('model:lost-lab/rerank-mini');
    expect([lost?.version, lost?.purl]).toEqual([undefined, undefined]);
    expect(lost?.properties).toContainEqual({ name: 'namesake:state', value: 'absent' });
  });

  it('goes by the name of today, and tells the name in the code', () => {
    const moved = byRef.get(`model:gone-lab/moved@${COMMIT}`);
    expect(moved?.purl).toBe(`pkg:huggingface/New-Lab/moved@${COMMIT}`);
    expect(moved?.properties).toContainEqual({ name: 'namesake:named', value: 'gone-lab/moved' });
  });
});

it('says what each finding is about', () => {
  const told = bomOf(AUDITED).vulnerabilities.map(({ id, affects }) => [id, affects.map(({ ref }) => ref)]);
  expect(told).toContainEqual(['orphaned-namespace', ['model:lost-lab/rerank-mini']]);
  expect(told).toContainEqual(['unpinned-remote-code', [`model:bright-lab/tiny-chat@${COMMIT}`]]);
});

it('has the serial number of its content', () => {
  const { serialNumber } = bomOf(AUDITED);
  expect(bomOf(AUDITED).serialNumber).toBe(serialNumber);
  expect(bomOf({ ...AUDITED, subjects: AUDITED.subjects.slice(1) }).serialNumber).not.toBe(serialNumber);
  expect(bomOf(AUDITED, { ...CONTEXT, text: () => null, at: '2026-11-22T08:30:00.000Z' }).serialNumber).not.toBe(
    serialNumber,
  );
});

function hubOf({ summary }: Report) {
  if (summary.hub === null) throw new Error('the sample is of a run that asked the Hub');
  return summary.hub;
}
